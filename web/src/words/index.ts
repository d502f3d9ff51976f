import type access from './zh-CN/access.json'
import type audit from './zh-CN/audit.json'
import type comparison from './zh-CN/comparison.json'
import type directory from './zh-CN/directory.json'
import type fields from './zh-CN/fields.json'
import type imports from './zh-CN/import.json'
import type indicator from './zh-CN/indicator.json'
import type mechanism from './zh-CN/mechanism.json'
import type people from './zh-CN/people.json'
import type parts from './zh-CN/parts.json'
import type plan from './zh-CN/plan.json'
import type pocket from './zh-CN/pocket.json'
import type record from './zh-CN/record.json'
import type report from './zh-CN/report.json'
import type security from './zh-CN/security.json'
import type session from './zh-CN/session.json'
import type shell from './zh-CN/shell.json'

/** Every book of words; Chinese is the original, English is held complete by a test. */
export interface Books {
  access: typeof access
  audit: typeof audit
  comparison: typeof comparison
  directory: typeof directory
  fields: typeof fields
  import: typeof imports
  indicator: typeof indicator
  mechanism: typeof mechanism
  parts: typeof parts
  people: typeof people
  plan: typeof plan
  pocket: typeof pocket
  record: typeof record
  report: typeof report
  security: typeof security
  session: typeof session
  shell: typeof shell
}

type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string]

/** `book.place.word`, checked by the compiler. */
export type WordKey = Paths<Books>

export type Locale = 'zh-CN' | 'en'

const kept = 'shiji.locale'

/** The language of this visit. Changing it loads the page anew, because the server's texts change too. */
export const locale: Locale = typeof localStorage !== 'undefined' && localStorage.getItem(kept) === 'en' ? 'en' : 'zh-CN'

export function speak(language: Locale): void {
  localStorage.setItem(kept, language)
  location.reload()
}

type Shelf = { [book: string]: unknown }
let shelf: Shelf = {}

/** Gives the words a face speaks with; called once before it is mounted. */
export function learn(books: Shelf): void {
  shelf = { ...shelf, ...books }
  if (typeof document !== 'undefined') document.documentElement.lang = locale
}

function find(key: string): string | undefined {
  let place: unknown = shelf
  for (const step of key.split('.')) {
    if (typeof place !== 'object' || place === null) return undefined
    place = (place as Shelf)[step]
  }
  return typeof place === 'string' ? place : undefined
}

/** Fills `{name}`, and chooses `{n|one|many}` by the number n. */
export function fill(template: string, values: Record<string, unknown> = {}): string {
  return template.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    if (!(name in values)) return whole
    if (one !== undefined) return Number(values[name]) === 1 ? one : (many ?? '')
    return String(values[name] ?? '')
  })
}

/** The words under a key. */
export function t(key: WordKey, values?: Record<string, unknown>): string {
  return fill(find(key) ?? key, values)
}

/** The words under a key made at run time, or the fallback where there are none. */
export function told(key: string, fallback: string, values?: Record<string, unknown>): string {
  const words = find(key)
  return words === undefined ? fallback : fill(words, values)
}
