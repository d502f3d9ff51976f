import type { Row } from './tree'

/** A place in the tree: below a division, behind a sibling or first of all. */
export interface Place {
  parent: string | null
  after: string | null
}

/** Why something cannot be done, a word of `plan.shape.why`. */
export type Why = 'first' | 'last' | 'noneBefore' | 'top' | 'noneAfter'

export type Step = 'up' | 'down' | 'in' | 'out'

/** Who stands beside whom, whatever the list shows just now. */
export class Family {
  private readonly below = new Map<string, string[]>()
  private readonly parents = new Map<string, string | null>()

  constructor(rows: Row[]) {
    for (const { node } of rows) {
      const parent = node.parent ?? null
      this.parents.set(node.id, parent)
      const siblings = this.below.get(parent ?? '')
      if (siblings) siblings.push(node.id)
      else this.below.set(parent ?? '', [node.id])
    }
  }

  parent(id: string): string | null {
    return this.parents.get(id) ?? null
  }

  children(id: string | null): string[] {
    return this.below.get(id ?? '') ?? []
  }

  siblings(id: string): string[] {
    return this.children(this.parent(id))
  }

  /** The sibling so many places on; none beyond the ends. */
  beside(id: string, by: number): string | null {
    const siblings = this.siblings(id)
    return siblings[siblings.indexOf(id) + by] ?? null
  }

  isBelow(id: string, above: string): boolean {
    for (let up: string | null = id; up; up = this.parent(up)) if (up === above) return true
    return false
  }
}

/**
 * Where a step with the keyboard takes a node. Siblings that the list does not show are passed over, so that each step is
 * seen.
 */
export function placeAfter(step: Step, id: string, family: Family, shown: ReadonlySet<string>): Place | Why {
  const siblings = family.siblings(id)
  const at = siblings.indexOf(id)
  const parent = family.parent(id)
  switch (step) {
    case 'up': {
      const over = siblings.slice(0, at).findLastIndex((one) => shown.has(one))
      return over < 0 ? 'first' : { parent, after: siblings[over - 1] ?? null }
    }
    case 'down': {
      const over = siblings.slice(at + 1).find((one) => shown.has(one))
      return over ? { parent, after: over } : 'last'
    }
    case 'in': {
      const into = siblings.slice(0, at).findLast((one) => shown.has(one))
      return into ? { parent: into, after: family.children(into).at(-1) ?? null } : 'noneBefore'
    }
    case 'out':
      return parent === null || family.parent(parent) === null ? 'top' : { parent: family.parent(parent), after: parent }
  }
}

/** A place to drop at, with how deep the line is drawn. */
export interface Drop extends Place {
  depth: number
}

/**
 * The place a node is dropped at in a gap of the list, as near as can be to the depth one points at; none where it would
 * change nothing or come below itself.
 *
 * @param gap the row in front of which one points; the number of rows for the end
 */
export function dropAt(shown: Row[], family: Family, id: string, gap: number, depth: number): Drop | null {
  let above = gap - 1
  while (above >= 0 && family.isBelow(shown[above]?.node.id ?? '', id)) above--
  let under = gap
  while (under < shown.length && family.isBelow(shown[under]?.node.id ?? '', id)) under++
  const before = shown[above]
  const next = shown[under]
  if (!before) {
    const first = next?.node
    return first ? { parent: first.parent ?? null, after: null, depth: next.depth } : null
  }
  const deepest = before.depth + 1
  const shallowest = Math.min(next?.depth ?? 0, deepest)
  const wanted = Math.max(shallowest, Math.min(deepest, depth))
  if (wanted === deepest) return real({ parent: before.node.id, after: null, depth: wanted }, family, id)
  let sibling = before.node.id
  for (let up = before.depth; up > wanted; up--) sibling = family.parent(sibling) ?? sibling
  return real({ parent: family.parent(sibling), after: sibling, depth: wanted }, family, id)
}

function real(drop: Drop, family: Family, id: string): Drop | null {
  const same = family.parent(id) === drop.parent && family.beside(id, -1) === drop.after
  return same || (drop.parent !== null && family.isBelow(drop.parent, id)) ? null : drop
}

/** Places where a text may be cut: behind every stop, but not inside a number such as 1,200. Offsets count code points. */
export function cutsOf(text: string): { at: number; text: string }[] {
  const parts: { at: number; text: string }[] = []
  let at = 0
  for (const part of text.split(/(?<=[。；;！!？?，]|,(?!\d))/)) {
    const last = parts.at(-1)
    // A part of blanks alone is no part.
    if (last && !part.trim()) last.text += part
    else parts.push({ at, text: part })
    at += [...part].length
  }
  return parts
}
