import { shallowRef } from 'vue'
import { api } from './client'
import type { PackSummary, PackView, WorkLine } from './types'

/** The packs this account works with, in the order of their work lines; fetched once and again on demand. */
export const packs = shallowRef<PackSummary[]>()
let asked: Promise<void> | undefined
let askedAt = 0

export const workLines: WorkLine[] = ['party', 'industry', 'ecology', 'governance']

export function loadPacks(again = false): Promise<void> {
  if (!asked || again) {
    askedAt = Date.now()
    asked = api.get<PackSummary[]>('/api/mechanisms').then(
      (found) => void (packs.value = found),
      (error: unknown) => {
        asked = undefined
        throw error
      },
    )
  }
  return asked
}

/** A pack dropped in while somebody works appears at the next page, without signing in again. */
export function freshenPacks(): void {
  if (asked && Date.now() - askedAt > 15_000) void loadPacks(true).catch(() => {})
}

export const readPack = (id: string) => api.get<PackView>(`/api/mechanisms/${encodeURIComponent(id)}`)
