import type { components } from '@/api/schema'

/** What the imports part of the server answers with. */

type Schemas = components['schemas']

export type ListKind = 'units' | 'people' | 'differences'
export const listKinds: ListKind[] = ['units', 'people', 'differences']

export type Stage = 'mapping' | 'checking' | 'checked' | 'running' | 'done' | 'refused' | 'discarded' | 'undoing' | 'undone'

export type ImportView = Omit<Schemas['ListImport'], 'kind' | 'stage'> & { kind: ListKind; stage: Stage }
export type ImportSummary = Omit<Schemas['ListImportSummary'], 'kind' | 'stage'> & { kind: ListKind; stage: Stage }
export type RowView = Schemas['ListRow']
export type WordingView = Schemas['UnitWording']
export type DifferenceView = Schemas['SourceDifference']
export type KeptView = Schemas['UndoKept']

/** Whether the server is at work on it. */
export const busy = (stage: Stage): boolean => stage === 'checking' || stage === 'running' || stage === 'undoing'

/** States of rows that are in the directory once the list was taken. */
export const gone = ['changed', 'new']

/** How much time is left, in words a clock would use. */
export function minutes(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
