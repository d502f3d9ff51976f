import type { components } from '@/api/schema'
import { api, asRefusal, Refusal } from '@/api/client'

type Schemas = components['schemas']

/** The shapes of people and posts as the server answers with them. */
export type PersonLine = Schemas['PersonLine']
export type PersonFull = Schemas['PersonFull']
export type PersonPageOf = Schemas['PersonPage']
export type SensitiveView = Schemas['SensitiveView']
export type SensitiveField = SensitiveView['field']
export type Revealed = Schemas['Revealed']
export type PostView = Schemas['PostView']
export type PostBoard = Schemas['PostBoard']
export type PostKind = Schemas['PostKindView']
export type PastHolder = Schemas['PastHolder']
export type PersonData = Schemas['PersonData']

/** What somebody may want to see a number for. */
export const purposes = ['contact', 'verify', 'pay', 'emergency', 'other'] as const
export type Purpose = (typeof purposes)[number]

/** Fetches a workbook that is asked for with a body, and hands it to the browser. */
export async function fetchBook(path: string, body: unknown, name: string): Promise<void> {
  const file = await api.fileFor(path, body, name)
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** What a refusal says of one field, or null. */
export function faultAt(error: Refusal | undefined, at: string): string | null {
  return error?.faults.find((fault) => fault.at === at || fault.at === `data.${at}`)?.message ?? null
}

export { asRefusal }
