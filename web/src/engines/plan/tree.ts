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

/** Every node, parents before children, in the order of the document. */
export function rowsOf(nodes: NodeView[]): Row[] {
  const rows: Row[] = []
  let no = 0
  const visit = (node: NodeView, depth: number, parents: string[]): [number, number] => {
    const leaf = node.children.length === 0
    const row: Row = { node, depth, parents, no: node.task ? ++no : 0, leaf, below: 0, reviewedBelow: 0 }
    rows.push(row)
    let below = 0
    let reviewed = 0
    for (const child of node.children) {
      const [some, seen] = visit(child, depth + 1, [...parents, node.id])
      below += some
      reviewed += seen
    }
    row.below = below
    row.reviewedBelow = reviewed
    return [below + (node.task ? 1 : 0), reviewed + (node.task && node.reviewed ? 1 : 0)]
  }
  nodes.forEach((node) => visit(node, 0, []))
  // The title of the only document in the file says nothing in a list; several part the list.
  const [only] = nodes
  if (nodes.length === 1 && only?.level === 'title' && only.children.length)
    for (const row of rows) row.depth = Math.max(0, row.depth - 1)
  return rows
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
