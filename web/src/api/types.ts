/**
 * The shapes the server answers with, as the screens read them: generated from the server's own description
 * (`npm run api:types`), with closed choices named where the description only says text.
 * Dates are `2026-03-05`, moments ISO with zone, figures plain numbers in the unit that stands beside them.
 */
import type { components } from './schema'

type Schemas = components['schemas']

/** A shape of the server with some of its parts told more closely; a part it does not have is an error. */
type Told<Name extends keyof Schemas, Closer extends Partial<Record<keyof Schemas[Name], unknown>>> = Omit<Schemas[Name], keyof Closer> & Closer

export type Uuid = string
export type Day = string
export type Moment = string

export type Role = Schemas['SessionView']['roles'][number]
export type UnitKind = Schemas['UnitRef']['kind']
export type WorkLine = 'party' | 'industry' | 'ecology' | 'governance'

export interface Page<T> {
  items: T[]
  page: number
  size: number
  total: number
}

export type UnitRef = Schemas['UnitRef']
export type UnitView = Schemas['UnitView']
export type PersonView = Schemas['PersonView']
/** `may` names what this account may do, such as `record.enter`. */
export type SessionView = Schemas['SessionView']
export type DemoAccount = Schemas['DemoAccountView']
export type FileView = Schemas['FileView']

/** One thing to mend: where, what, and what was probably meant. */
export interface FaultView {
  at: string
  message: string
  suggestion?: string | null
}

/* ── mechanisms ── */

export type Cadence = Told<'Cadence', { every: 'day' | 'week' | 'month' | 'quarter' | 'year' }>
export type PackSummary = Told<'PackSummary', { line: WorkLine; cadence?: Cadence }>
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
/** A field of a form; `suggest` and `voluntary` may be left out by those who make one up. */
export type FieldView = Told<'FieldView', { type: FieldType; required?: boolean; suggest?: boolean; voluntary?: boolean }>
/** A form; `day` is what its day is called. */
export type RecordFormView = Told<'RecordFormView', { fields: FieldView[] }>
/** `kind` names the facts it reads, `<pack>.<fact>`. */
export type IndicatorView = Told<'IndicatorView', { line: WorkLine }>
export type PackView = Told<
  'PackView',
  { line: WorkLine; cadence?: Cadence; records: RecordFormView[]; indicators: IndicatorView[]; source: 'built-in' | 'overlay' }
>
export type PackFaults = Schemas['PackFaultsView']

/* ── indicators ── */

/** A figure; `mark` is the fact mark it was read at, absent for a live one. */
export type FigureView = Schemas['FigureView'] & { mark?: number | null }
export type SeriesView = Schemas['SeriesView']
export type UnitFigure = Schemas['UnitFigureView']
export type PeersView = Schemas['PeersView']
/** One record behind a figure; of a unit the reader may not see only that it counted (`masked`). */
export type SourceView = Schemas['SourceView']

/* ── records ── */

export type RollStatus = 'present' | 'leave' | 'absent'
export interface RollMark {
  person: Uuid
  name: string
  status: RollStatus
}
export type FieldValue = string | number | string[] | number[] | RollMark[] | null | undefined
export type FieldValues = Record<string, FieldValue>

/** Somebody a roll call asks about. */
export type RollPerson = Schemas['RollPersonView']
export type RecordEntry = Told<'RecordEntry', { values: FieldValues }>
export type RecordState = 'kept' | 'withdrawn'
/** What differs from the version before stands in `changes`, in words; empty text where nothing was filled in. */
export type RecordVersion = Told<'RecordViewVersionView', { state: RecordState }>
/** `shown` tells the values in words; `facts` what it adds to figures; `moved` the figures of its pack as they stand now. */
export type RecordView = Told<'RecordView', { values: FieldValues; fields: FieldView[]; state: RecordState; versions: RecordVersion[] }>
export type RecordRow = Told<'RecordRow', { values: FieldValues; state: RecordState }>
export type DayCount = Schemas['DayView']

/* ── home and search ── */

export type DueItem = Schemas['HomeViewDueItem']
/** A figure of a plan with what the plan aims at; `href` leads to its commitment. */
export type HomeFigure = FigureView & Partial<Pick<Schemas['HomeViewHomeFigure'], 'target' | 'relation' | 'href'>>
export type HomeView = Told<'HomeView', { figures: HomeFigure[] }>
export type SearchHit = Schemas['SearchHit']
