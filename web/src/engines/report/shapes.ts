import type { Day, FigureView, Moment, UnitRef, Uuid } from '@/api/types'

/** What the report part of the server answers with. */

export type ReportState = 'draft' | 'frozen'
export type ChipState = 'live' | 'supported' | 'changed' | 'declared' | 'unsupported'

export interface ReportCounts {
  figures: number
  supported: number
  changed: number
  declared: number
  unsupported: number
  characters: number
}

export interface ReportSummary {
  id: Uuid
  title: string
  year: number
  unit: UnitRef
  plan?: Uuid | null
  state: ReportState
  frozenAt?: Moment | null
  version?: number
  counts?: ReportCounts | null
}

export interface ChipView {
  id: string
  state: ChipState
  label: string
  /** As it stands in the text, number and unit. */
  text: string
  value?: number | null
  unit: string
  frozenValue?: number | null
  nowValue?: number | null
  indicator?: string | null
  entry?: Uuid | null
  figure?: FigureView | null
}

export type Piece = { text: string; chip?: undefined } | { chip: string; text?: undefined }

export interface SentenceView {
  id: Uuid
  ordinal: number
  origin: 'recorded' | 'declared' | 'written'
  commitment?: Uuid | null
  pieces: Piece[]
  edited: boolean
}

export interface SectionView {
  id: Uuid
  parent?: Uuid | null
  ordinal: number
  marker: string
  heading: string
  sentences: SentenceView[]
}

export interface Untold {
  commitment: Uuid
  number: string
  heading: string
  lead?: UnitRef | string | null
}

export interface ReportView {
  id: Uuid
  title: string
  year: number
  unit: UnitRef
  plan: Uuid
  state: ReportState
  asOf?: Moment | null
  frozenAt?: Moment | null
  version: number
  sections: SectionView[]
  chips: Record<string, ChipView>
  untold: Untold[]
  counts: ReportCounts
  mayEdit?: boolean
}

export interface ChangedRecord {
  id?: Uuid | null
  label?: string | null
  title?: string | null
  day?: Day | null
  change?: string | null
  open?: string | null
  href?: string | null
}

export interface Difference {
  chip: string
  sentence?: Uuid | null
  label: string
  unit?: string | null
  frozen: number
  now: number
  records: ChangedRecord[]
}
