import { shallowRef } from 'vue'
import { api } from './client'
import type { PackSummary, PackView, WorkLine } from './types'

/** The packs this account works with, in the order of their work lines; fetched once and again on demand. */
export const packs = shallowRef<PackSummary[]>()
let asked: Promise<void> | undefined

export const workLines: WorkLine[] = ['party', 'industry', 'ecology', 'governance']

export function loadPacks(again = false): Promise<void> {
  if (!asked || again)
    asked = api.get<PackSummary[]>('/api/mechanisms').then(
      (found) => void (packs.value = found),
      (error: unknown) => {
        asked = undefined
        throw error
      },
    )
  return asked
}

export const readPack = (id: string) => api.get<PackView>(`/api/mechanisms/${encodeURIComponent(id)}`)
