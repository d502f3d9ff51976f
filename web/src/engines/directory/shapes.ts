/** A unit as a line of a tree. */
export interface TreeRow {
  id: number
  name: string
  kind: UnitKind
  code: string | null
  open: boolean
  below: number
}

export interface TreeLevel {
  tree: string
  on: string
  units: TreeRow[]
  total: number
  mayChange: boolean
}

export interface TreeName {
  id: string
  name: string
}

export interface FoundUnit {
  id: number
  name: string
  kind: UnitKind
  code: string | null
  open: boolean
  path: string[]
  formerly: string | null
}

export interface Found {
  items: FoundUnit[]
  total: number
}

export interface Step {
  id: number
  name: string
  kind: UnitKind
  within: boolean
}

export interface UnitDetail {
  id: number
  name: string
  kind: UnitKind
  code: string | null
  open: boolean
  on: string
  since: string | null
  closed: string | null
  path: Step[]
  below: { kind: UnitKind; open: number; closed: number }[]
  standings: { tree: string; name: string; path: Step[] }[]
  warnings: { field: string; words: string }[]
  nameToday: string
  mayChange: boolean
}

export interface HistoryLine {
  id: string | null
  verb: string
  on: string
  at: string | null
  by: string
  values: { field: 'name' | 'code' | 'kind' | 'parent'; was: string; is: string }[]
  words: string
  undone: boolean
  mayUndo: boolean
}

export interface Period {
  since: string
  until: string | null
  name: string
  kind: UnitKind
  code: string | null
  open: boolean
  parent: string | null
}

export interface UnitHistory {
  changes: HistoryLine[]
  periods: Period[]
}

export interface ChangeDone {
  change: string | null
  unit: number | null
  waiting: string | null
}

export interface Held {
  holding: string
  name: string
  follows: boolean
  count: number
  first: { label: string; href: string | null }[]
}

export interface Merging {
  id: number
  name: string
  kind: UnitKind
  code: string | null
  parent: string | null
  below: { id: number; name: string; kind: UnitKind; code: string | null; suggested: string; clashes: boolean }[]
  held: Held[]
}

export interface MergePreview {
  units: Merging[]
  earliest: string
  name: string
  code: string | null
  crowded: { label: string }[]
  secondPerson: boolean
}

/** Every kind of unit, in the order a person chooses from. */
export const unitKinds = [
  'province',
  'city',
  'county',
  'town',
  'zone',
  'park',
  'village',
  'grid',
  'group',
  'department',
  'enterprise',
  'party_committee',
  'party_branch',
  'party_group',
  'river',
  'river_stretch',
  'sanitation_area',
] as const

export type UnitKind = (typeof unitKinds)[number]

/** The day that stands for "nobody knows since when". */
export const always = '1949-10-01'
