import type { FigureItem, NodeView, PlanCounts } from './shapes'

/** A node with its place in the list: how deep, below which, and its running number among the commitments. */
export interface Row {
  node: NodeView
  depth: number
  parents: string[]
  /** Running number of a commitment, from 1; 0 for divisions and for what nobody is held to. */
  no: number
  leaf: boolean
  /** Commitments below a division and how many of them were looked at. */
  below: number
  reviewedBelow: number
}

export type Sieve = 'all' | 'unreviewed' | 'masked' | 'noLead' | 'targets' | 'others'
export const sieves: Sieve[] = ['all', 'unreviewed', 'masked', 'noLead', 'targets', 'others']

/** A target without a number, most often one hidden in the document, that was not left so on purpose. */
export function isOpen(figure: FigureItem): boolean {
  return figure.target && !figure.unset && !hasNumber(figure)
}

export function hasNumber(figure: FigureItem): boolean {
  return isNumber(figure.value) || (isNumber(figure.low) && isNumber(figure.high))
}

function isNumber(value: number | null | undefined): boolean {
  return value !== null && value !== undefined
}

export function hasLead(node: NodeView): boolean {
  return node.units.some((duty) => duty.role === 'lead' && duty.unit !== null && duty.unit !== undefined)
}

/**
 * Every node, parents before children, in the order of the document. Rows that say the same as before stay the same
 * objects, so that only the others are drawn anew.
 */
export function rowsOf(nodes: NodeView[], before: Row[] = []): Row[] {
  const old = new Map(before.map((row) => [row.node.id, row]))
  // The title of the only document in the file says nothing in a list; several part the list.
  const [only] = nodes
  const shift = nodes.length === 1 && only?.level === 'title' && only.children.length ? 1 : 0
  const rows: Row[] = []
  let no = 0
  const visit = (node: NodeView, depth: number, parents: string[]): [number, number] => {
    const at = rows.length
    const row: Row = { node, depth: Math.max(0, depth - shift), parents, no: node.task ? ++no : 0, leaf: node.children.length === 0, below: 0, reviewedBelow: 0 }
    rows.push(row)
    const own = node.children.length ? [...parents, node.id] : parents
    for (const child of node.children) {
      const [some, seen] = visit(child, depth + 1, own)
      row.below += some
      row.reviewedBelow += seen
    }
    const was = old.get(node.id)
    if (was && sameRow(was, row)) rows[at] = was
    return [row.below + (node.task ? 1 : 0), row.reviewedBelow + (node.task && node.reviewed ? 1 : 0)]
  }
  nodes.forEach((node) => visit(node, 0, []))
  return rows
}

function sameRow(one: Row, other: Row): boolean {
  return (
    one.node === other.node &&
    one.depth === other.depth &&
    one.no === other.no &&
    one.below === other.below &&
    one.reviewedBelow === other.reviewedBelow &&
    one.parents.length === other.parents.length &&
    one.parents.every((parent, at) => parent === other.parents[at])
  )
}

/**
 * The tree with what changed taken in: nodes come without their children, `parent` and `ordinal` say where they stand.
 * Numbers are counted anew. Whatever did not change stays the same object.
 */
export function merged(nodes: NodeView[], changed: NodeView[], removed: string[]): NodeView[] {
  const content = new Map<string, NodeView>()
  const below = new Map<string, string[]>()
  const parents = new Map<string, string>()
  const collect = (list: NodeView[], parent: string): void => {
    below.set(parent, list.map((node) => node.id))
    for (const node of list) {
      content.set(node.id, node)
      parents.set(node.id, parent)
      collect(node.children, node.id)
    }
  }
  collect(nodes, '')
  const leave = (id: string): void => {
    const parent = parents.get(id)
    if (parent !== undefined) below.set(parent, (below.get(parent) ?? []).filter((one) => one !== id))
  }
  const untidy = new Set<string>()
  for (const node of changed) {
    const parent = node.parent ?? ''
    const children = content.get(node.id)?.children ?? []
    if (parents.get(node.id) !== parent) {
      leave(node.id)
      parents.set(node.id, parent)
      below.set(parent, [...(below.get(parent) ?? []), node.id])
    }
    untidy.add(parent)
    content.set(node.id, { ...node, children })
  }
  removed.forEach(leave)
  for (const parent of untidy) {
    const ordinal = (id: string): number => content.get(id)?.ordinal ?? 0
    below.set(parent, (below.get(parent) ?? []).sort((one, other) => ordinal(one) - ordinal(other)))
  }

  let chapter = 0
  const rebuild = (id: string, number: string): NodeView => {
    const node = content.get(id) as NodeView
    let next = 0
    const children = (below.get(id) ?? []).map((child) => rebuild(child, node.level === 'title' ? `${++chapter}` : `${number}.${++next}`))
    const same = node.number === number && children.length === node.children.length && children.every((child, at) => child === node.children[at])
    return same ? node : { ...node, number, children }
  }
  const roots = (below.get('') ?? []).map((id) => rebuild(id, content.get(id)?.level === 'title' ? '' : `${++chapter}`))
  return roots.length === nodes.length && roots.every((root, at) => root === nodes[at]) ? nodes : roots
}

/** Whether a commitment, or a leaf that is none, passes the sieve. */
export function passes(node: NodeView, sieve: Sieve): boolean {
  if (sieve === 'others') return !node.task && node.children.length === 0
  if (!node.task) return false
  switch (sieve) {
    case 'all':
      return true
    case 'unreviewed':
      return !node.reviewed
    case 'masked':
      return node.figures.some(isOpen)
    case 'noLead':
      return !hasLead(node)
    case 'targets':
      return node.figures.some((figure) => figure.target)
  }
}

/** Rows that pass, with the divisions above them. `keep` stays whatever the sieve says: one is working on it. */
export function sieve(rows: Row[], by: Sieve, keep: string | null, folded: ReadonlySet<string>): Row[] {
  const wanted = new Set<string>()
  for (const row of rows) {
    if (!passes(row.node, by) && row.node.id !== keep) continue
    wanted.add(row.node.id)
    row.parents.forEach((parent) => wanted.add(parent))
  }
  const only = rows[0]?.node.level === 'title' && rows.filter((row) => row.node.level === 'title').length === 1 ? rows[0].node.id : null
  return rows.filter((row) => wanted.has(row.node.id) && (row.node.id !== only || only === keep) && !row.parents.some((parent) => folded.has(parent)))
}

export function countsOf(rows: Row[]): PlanCounts & { others: number; withTargets: number } {
  const counts = { commitments: 0, reviewed: 0, maskedOpen: 0, noLead: 0, targets: 0, others: 0, withTargets: 0 }
  for (const { node, leaf } of rows) {
    if (!node.task) {
      if (leaf) counts.others++
      continue
    }
    counts.commitments++
    if (node.reviewed) counts.reviewed++
    if (!hasLead(node)) counts.noLead++
    const targets = node.figures.filter((figure) => figure.target)
    counts.targets += targets.length
    if (targets.length) counts.withTargets++
    counts.maskedOpen += targets.filter(isOpen).length
  }
  return counts
}

/** The tree with one node changed; every node that is not on the way to it stays the same object. */
export function withNode(nodes: NodeView[], id: string, change: (node: NodeView) => NodeView | null): NodeView[] {
  let touched = false
  const next: NodeView[] = []
  for (const node of nodes) {
    if (node.id === id) {
      touched = true
      const changed = change(node)
      if (changed) next.push(changed)
      continue
    }
    const children = node.children.length ? withNode(node.children, id, change) : node.children
    if (children === node.children) next.push(node)
    else {
      touched = true
      next.push({ ...node, children })
    }
  }
  return touched ? next : nodes
}

export type Reason = 'unreviewed' | 'masked' | 'noLead'

/** What still keeps a draft from being published, commitment by commitment. */
export function reasonsOf(rows: Row[]): { row: Row; reasons: Reason[] }[] {
  return rows
    .filter((row) => row.node.task)
    .map((row) => {
      const reasons: Reason[] = []
      if (!row.node.reviewed) reasons.push('unreviewed')
      if (row.node.figures.some(isOpen)) reasons.push('masked')
      if (!hasLead(row.node)) reasons.push('noLead')
      return { row, reasons }
    })
    .filter(({ reasons }) => reasons.length > 0)
}
