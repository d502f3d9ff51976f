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
  version: number
  frozenAt?: Moment | null
  changedBy: string
  changedAt: Moment
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
  commitment?: Uuid | null
  declaredBy?: string | null
  declaredOn?: Day | null
  figure?: FigureView | null
}

/** Words; a figure; or both: a number typed as words, with the figure that says it has no source. */
export interface Piece {
  text?: string | null
  chip?: string | null
}

export interface SentenceView {
  id: Uuid
  ordinal: number
  origin: 'recorded' | 'declared' | 'written'
  commitment?: Uuid | null
  /** For editing: the words with `⟦id⟧` for every figure. */
  text: string
  pieces: Piece[]
  edited: boolean
}

export interface SectionView {
  id: Uuid
  parent?: Uuid | null
  level: number
  ordinal: number
  marker: string
  heading: string
  characters: number
  sentences: SentenceView[]
}

export interface Untold {
  commitment: Uuid
  number: string
  heading: string
  lead?: string | null
}

export interface ReportView {
  id: Uuid
  title: string
  year: number
  unit: UnitRef
  plan: Uuid
  state: ReportState
  asOf?: Moment | null
  /** Number of the state kept by freezing, for opening the records behind it. */
  asOfMark?: number | null
  frozenAt?: Moment | null
  frozenBy?: string | null
  from: Day
  through: Day
  version: number
  mayEdit: boolean
  changedBy: string
  changedAt: Moment
  sections: SectionView[]
  chips: Record<string, ChipView>
  untold: Untold[]
  /** Commitments whose figures stand in another one's sentence. */
  toldElsewhere: { commitment: Uuid; number: string; heading: string; sentence: Uuid }[]
  counts: ReportCounts
}

/** A record that adds something else to a figure now; id, label and link are absent for another unit's. */
export interface ChangedRecord {
  id?: Uuid | null
  label?: string | null
  day: Day
  owner?: UnitRef | null
  open?: string | null
  before: number
  now: number
  changedAt: Moment
}

export interface Difference {
  chip: string
  sentence: Uuid
  label: string
  unit: string
  frozen?: number | null
  now?: number | null
  entry?: Uuid | null
  records: ChangedRecord[]
}
