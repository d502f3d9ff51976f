import type { Day, FigureView, FileView, Moment, UnitRef, Uuid, WorkLine } from '@/api/types'

/** What the plan part of the server answers with. Spans are half-open `[start, end)` in code points into the plan's text. */

export type Span = [number, number]
export type PlanState = 'draft' | 'published'
export type DutyRole = 'lead' | 'supporting' | 'responsible'
export type Relation = 'exactly' | 'at_least' | 'at_most' | 'about' | 'range'

export interface PlanSummary {
  id: Uuid
  title: string
  year: number
  unit: UnitRef
  state: PlanState
  version: number
  /** Number of the draft that stands beside a published version. */
  draft?: number | null
  commitments: number
  targets: number
  reviewed: number
  publishedAt?: Moment | null
  publishedBy?: string | null
}

export type ImportStage = 'received' | 'reading' | 'choosing' | 'storing' | 'done' | 'refused'

/** One of several documents in a file. */
export interface ImportPart {
  no: number
  title: string
  characters: number
  commitments: number
  suggested: boolean
}

export interface ImportView {
  id: Uuid
  stage: ImportStage
  percent: number
  plan?: Uuid | null
  problem?: { code?: string; title?: string; detail?: string; faults?: { at: string; message: string }[] } | null
  documents?: ImportPart[] | null
}

export interface PlanVersion {
  no: number
  state?: PlanState
  publishedAt?: Moment | null
  by?: string | null
  /** Why it was made; none for the first. */
  reason?: string | null
  /** The document it was made on. */
  basis?: string | null
}

export interface PlanCounts {
  commitments: number
  reviewed: number
  maskedOpen: number
  noLead: number
  targets: number
}

export interface Duty {
  /** Absent for a unit that stands in the document by name only. */
  unit?: number | null
  name: string
  role: DutyRole
}

export interface IndicatorChoice {
  indicator: string
  label: string
  unit: string
}

export interface FigureItem {
  id: Uuid
  text: string
  span?: Span | null
  value?: number | null
  low?: number | null
  high?: number | null
  masked: boolean
  unit: string
  relation: Relation
  change: 'up' | 'down' | 'none'
  role: 'target' | 'result' | 'reference'
  of: string
  target: boolean
  /** Left without a number on purpose. */
  unset: boolean
  filled?: boolean
  indicator?: string | null
  indicatorLabel?: string | null
  suggestions?: IndicatorChoice[] | null
}

export type SuggestionKind = 'units' | 'leader' | 'due' | 'indicator'

/** Something the program would enter if a person agrees; with several choices a person chooses. */
export interface Suggestion {
  key: string
  kind: SuggestionKind
  sure: 'certain' | 'likely' | 'possible'
  words: string
  reasons: string[]
  choices: { value: string; words: string }[]
}

/** Which suggestions to accept; without keys all that are certain or likely and leave no choice. */
export interface Acceptance {
  keys?: { key: string; choice?: string }[]
  under?: Uuid
  kinds?: SuggestionKind[]
  possible?: boolean
}

/** What would be accepted. */
export interface Accepted {
  count: number
  nodes: number
  kinds: Partial<Record<SuggestionKind, number>>
  open: number
  items: { node: Uuid; number: string; heading: string; suggestion: Suggestion }[]
}

export interface WordPiece {
  kind: 'same' | 'added' | 'removed' | string
  text: string
}

export interface AimView {
  relation: Relation
  value?: number | null
  low?: number | null
  high?: number | null
  unit: string
  unset: boolean
  indicatorLabel?: string | null
}

export interface AimChange {
  label: string
  before?: AimView | null
  after?: AimView | null
}

export type DifferenceKind = 'added' | 'removed' | 'moved' | 'reworded' | 'figures' | 'units' | 'leaders' | 'due' | 'line'

/** One commitment that differs between two versions. */
export interface DifferenceRow {
  commitment: Uuid
  number: string
  oldNumber?: string | null
  kinds: DifferenceKind[]
  path: string[]
  oldPath?: string[] | null
  heading: WordPiece[]
  words: WordPiece[]
  text?: string | null
  figures: AimChange[]
  turns: { kind: DifferenceKind; before: string; after: string }[]
  entries: number
}

export interface PlanDifference {
  plan: Uuid
  title: string
  year: number
  from: PlanVersion
  to: PlanVersion
  counts: { changed: number; added: number; removed: number; moved: number; reworded: number; figures: number; units: number; due: number }
  rows: DifferenceRow[]
}

/** What became of a division or commitment when a corrected document was read. */
export interface Finding {
  key: string
  kind: 'new' | 'changed' | 'gone' | 'moved'
  node: Uuid
  number: string
  heading: string
  task: boolean
  words: WordPiece[]
  text: string
  figures: AimChange[]
  /** What a person decided of it, each a word of `plan.correct.field`. */
  decided: ('text' | 'heading' | 'task' | 'units' | 'leaders' | 'due' | 'line' | 'place' | 'indicator' | 'number' | 'reviewed')[]
  conflict: boolean
  declared: boolean
  kept: boolean
  seen: boolean
}

export interface CorrectionView {
  id?: Uuid | null
  fileName: string
  unchanged: number
  counts: { added: number; changed: number; gone: number; moved: number; decide: number }
  findings: Finding[]
  last: number
}

export interface NodeView {
  id: Uuid
  parent?: Uuid | null
  ordinal: number
  number: string
  level: 'title' | 'chapter' | 'area' | 'measure' | 'commitment'
  marker: string
  heading: string
  text: string
  span?: Span | null
  edited?: boolean
  tense: 'past' | 'future' | 'present'
  /** True where somebody is held to it. */
  task: boolean
  reviewed: boolean
  line?: WorkLine | null
  due?: Day | null
  dueText?: string | null
  leaders?: string[] | null
  units: Duty[]
  /** True where the units are those of a division above. */
  inherited?: boolean
  suggestedUnits?: Duty[] | null
  /** What the program would enter here if a person agrees; only in a draft. */
  suggestions?: Suggestion[] | null
  figures: FigureItem[]
  children: NodeView[]
}

export interface PlanView {
  id: Uuid
  title: string
  year: number
  unit: UnitRef
  state: PlanState
  version: number
  draft?: number | null
  mayEdit?: boolean
  edits?: DraftStanding | null
  versions: PlanVersion[]
  text: string
  file?: FileView | null
  furniture: Span[]
  counts: PlanCounts
  nodes: NodeView[]
}

/** One entry in the history of a draft, in the reader's words. */
export interface TurnView {
  number: number
  kind: 'edit' | 'undo' | 'redo' | 'base'
  turns?: number | null
  action: string
  node?: Uuid | null
  words: string
  by: string
  at: Moment
  mine: boolean
  stands: boolean
}

/** Where the history of a draft stands: the newest entry, and what an undo and a redo would turn. */
export interface DraftStanding {
  last: number
  undo?: TurnView | null
  redo?: TurnView | null
}

/** What changed in a draft since the page saw it last; nodes come without their children. */
export interface DraftChange extends DraftStanding {
  made?: TurnView | null
  /** The draft was made anew from another document, the plan has to be loaded. */
  anew: boolean
  nodes: NodeView[]
  removed: Uuid[]
}

export interface NodeChange {
  heading?: string
  text?: string
  task?: boolean
  reviewed?: boolean
  due?: string
  line?: string
  leaders?: string[]
}

export interface FigureChange {
  target?: boolean
  value?: number
  low?: number
  high?: number
  relation?: Relation
  unit?: string
  unset?: boolean
  indicator?: string
}

export interface DutyChange {
  unit: number
  role: DutyRole
}

export type ProgressState = 'done' | 'under-way' | 'nothing' | 'late'

export interface ProgressCounts {
  total: number
  done: number
  underWay: number
  nothing: number
  late: number
  /** Commitments with more declared than is on record. */
  declaredMore: number
}

export interface TargetProgress {
  figure: Uuid
  label: string
  unit: string
  relation: Relation
  target?: number | null
  low?: number | null
  high?: number | null
  unset?: boolean
  indicator?: string | null
  indicatorLabel?: string | null
  recorded?: FigureView | null
  declared?: number | null
  ratio?: number | null
  declaredRatio?: number | null
  outcome?: 'without-number' | 'open' | 'kept-so-far' | 'met' | 'more' | 'broken'
}

export interface ProgressGroup {
  id: Uuid
  parent?: Uuid | null
  number: string
  level: NodeView['level']
  marker: string
  heading: string
  counts: ProgressCounts
}

export interface ProgressRow {
  commitment: Uuid
  parent?: Uuid | null
  number: string
  level: NodeView['level']
  marker: string
  heading: string
  text: string
  line?: WorkLine | null
  lead?: UnitRef | null
  supporting: UnitRef[]
  leaders: string[]
  due: Day
  dueText?: string | null
  daysLeft: number
  state: ProgressState
  doneBy?: 'recorded' | 'declared' | null
  declaredMore: boolean
  targets: TargetProgress[]
  entries: number
  lastEntry?: { day: Day; sentence: string; unit: string; confirmedBy?: string | null } | null
}

export interface PlanProgress {
  plan: Uuid
  title: string
  year: number
  version: number
  asOf: Moment
  scope: UnitRef
  scopeNote?: string | null
  counts: ProgressCounts
  groups: ProgressGroup[]
  rows: ProgressRow[]
  removed?: RemovedRow[]
}

/** A commitment that a later version left out. */
export interface RemovedRow {
  commitment: Uuid
  number: string
  heading: string
  lead?: string | null
  removedIn: number
  reason?: string | null
  basis?: string | null
  entries: number
  lastSentence?: string | null
}

export interface EntryFigure {
  figure: Uuid
  label: string
  value: number
  unit: string
}

export interface EntryView {
  id: Uuid
  commitment: Uuid
  unit: UnitRef
  day: Day
  sentence: string
  figures: EntryFigure[]
  completes: boolean
  file?: FileView | null
  confirmedBy?: string | null
  enteredBy: string
  enteredAt: Moment
  withdrawn: boolean
  withdrawnBy?: string | null
  withdrawnAt?: Moment | null
  withdrawnReason?: string | null
  /** False for a withdrawn one, and for one of a day after the plan's year. */
  counted?: boolean
}

export interface Happening {
  kind: 'record' | 'entry' | 'published' | string
  day: Day
  title: string
  sub?: string | null
  value?: number | null
  unit?: string | null
  href?: string | null
}

export interface CommitmentView {
  plan: Uuid
  planTitle: string
  year: number
  row: ProgressRow
  path: string[]
  quote: string
  span?: Span | null
  entries: EntryView[]
  timeline: Happening[]
  mayDeclare: boolean
  mayConfirm: boolean
  removed?: { version: number; at?: Moment | null; reason?: string | null; basis?: string | null } | null
}

export interface NewEntry {
  day: Day
  sentence: string
  figures: { figure: Uuid; value: number }[]
  completes: boolean
  file?: Uuid
  confirmedBy?: string
  unit?: number
}
