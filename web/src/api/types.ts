/**
 * The shapes the server answers with, as the screens read them. Dates are `2026-03-05`, moments ISO with zone,
 * figures plain numbers in the unit that stands beside them.
 */

export type Uuid = string
export type Day = string
export type Moment = string

export type Role = 'office' | 'leader' | 'clerk' | 'auditor'
export type UnitKind = 'county' | 'town' | 'village' | 'department' | 'group' | 'external'
export type WorkLine = 'party' | 'industry' | 'ecology' | 'governance'

export interface Page<T> {
  items: T[]
  page: number
  size: number
  total: number
}

export interface UnitRef {
  id: number
  name: string
  kind?: UnitKind
}

export interface UnitView extends UnitRef {
  parent?: number | null
  parentName?: string | null
}

export interface PersonView {
  id: Uuid
  name: string
  title?: string | null
  unit?: UnitRef | null
  cadre?: boolean
}

export interface SessionView {
  account: Uuid
  name: string
  username: string
  role: Role
  unit: UnitRef
  town?: UnitRef | null
  /** What this account may do, such as `RECORD_WRITE`. */
  may?: string[] | null
}

export interface DemoAccount {
  username: string
  password: string
  name: string
  role: Role
  unit: string | UnitRef
}

export interface FaultView {
  at: string
  message: string
  suggestion?: string | null
}

export interface FileView {
  id: Uuid
  name: string
  mediaType: string
  size: number
  sha256?: string
}

/* ── mechanisms ── */

export type Cadence = { every: 'day' | 'week' | 'month' | 'quarter' | 'year'; day?: string | null }

export interface PackSummary {
  id: string
  name: string
  line: WorkLine
  cadence?: Cadence | null
  mayRecord: boolean
  records: { name: string; label: string }[]
}

export type FieldType =
  | 'text'
  | 'long-text'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'choice'
  | 'person'
  | 'unit'
  | 'units'
  | 'roll-call'
  | 'photos'
  | 'files'

export interface FieldView {
  name: string
  type: FieldType
  label: string
  required?: boolean
  unit?: string | null
  help?: string | null
  min?: number | null
  max?: number | null
  maxLength?: number | null
  decimals?: number | null
  options?: { value: string; label: string }[] | null
  of?: string | null
  suggest?: boolean
  voluntary?: boolean
  /** How many attachments at most. */
  most?: number | null
}

export interface RecordFormView {
  name: string
  label: string
  /** What the day is called. */
  day: string
  fields: FieldView[]
}

export interface IndicatorView {
  id: string
  pack: string
  packName: string
  line: WorkLine
  label: string
  unit: string
  definition: string
  /** The facts it reads, `<pack>.<fact>`. */
  kind: string
}

export interface PackView {
  id: string
  revision: number
  name: string
  line: WorkLine
  owner: string
  why: string
  basis?: string | null
  cadence?: Cadence | null
  audience?: string | null
  records: RecordFormView[]
  indicators: IndicatorView[]
  sentence?: string | null
  source: 'built-in' | 'overlay'
}

export interface PackFaults {
  file: string
  pack?: string | null
  faults: { line: number; column: number; message: string; suggestion?: string | null }[]
}

/* ── indicators ── */

export interface FigureView {
  indicator: string
  label: string
  unit: string
  value: number
  definition: string
  from: Day
  to: Day
  scope: UnitRef
  scopeNote?: string | null
  asOf: Moment
  records: number
  /** Fact mark the figure was read at; absent for a live figure. */
  mark?: number | null
}

export interface SeriesView {
  year: number
  months: number[]
  lastYear: number[]
}

export interface UnitFigure {
  unit: UnitRef
  value: number
  records: number
}

/** One record behind a figure; of a unit the reader may not see only that it counted (`masked`). */
export interface SourceView {
  id?: Uuid | null
  kind: string
  module: string
  label?: string | null
  day: Day
  owner?: UnitRef | null
  units: UnitRef[]
  quantity: number
  masked: boolean
  open?: string | null
}

/* ── records ── */

export type RollStatus = 'present' | 'leave' | 'absent'
export interface RollMark {
  person: Uuid
  name: string
  status: RollStatus
}
export type FieldValue = string | number | string[] | number[] | RollMark[] | null | undefined
export type FieldValues = Record<string, FieldValue>

export interface RecordEntry {
  pack: string
  kind: string
  unit: number
  day: Day
  values: FieldValues
}

export interface RecordVersion {
  version: number
  at: Moment
  by: string
  state: 'kept' | 'withdrawn'
  reason?: string | null
  /** What differs from the version before, in words; empty text where nothing was filled in. */
  changes: { field: string; label: string; before: string; after: string }[]
}

export interface RecordView {
  id: Uuid
  pack: string
  packName: string
  kind: string
  kindLabel: string
  unit: UnitRef
  day: Day
  dayLabel: string
  title: string
  values: FieldValues
  /** The values in words, by field. */
  shown: Record<string, string>
  fields: FieldView[]
  files: FileView[]
  version: number
  state: 'kept' | 'withdrawn'
  enteredBy: string
  enteredAt: Moment
  mayCorrect: boolean
  versions: RecordVersion[]
  /** What it adds to figures; empty when withdrawn. */
  facts: { kind: string; quantity: number; units: string[] }[]
}

export interface RecordRow {
  id: Uuid
  pack: string
  kind: string
  kindLabel: string
  title: string
  day: Day
  unit: UnitRef
  values: FieldValues
  /** The values in words, by field. */
  shown: Record<string, string>
  version: number
  state: 'kept' | 'withdrawn'
  enteredBy: string
  enteredAt: Moment
}

export interface DayCount {
  day: Day
  count: number
}

/* ── home and search ── */

export interface DueItem {
  kind: string
  title: string
  sub?: string | null
  due?: Day | null
  daysLeft?: number | null
  action?: string | null
  href: string
}

/** A figure of a plan with what the plan aims at; `href` leads to its commitment. */
export interface HomeFigure extends FigureView {
  target?: number | null
  relation?: string | null
  href?: string | null
}

export interface HomeView {
  today: Day
  due: DueItem[]
  figures: HomeFigure[]
  recent: { title: string; at: Moment; href: string }[]
}

export interface SearchHit {
  kind: string
  title: string
  sub?: string | null
  href: string
}
