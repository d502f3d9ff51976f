import type { NodeView, Suggestion } from './shapes'
import type { Row } from './tree'

/** Suggestions a key or a press of "accept" takes without asking: they leave no choice, and something speaks for them. */
export function settled(suggestions: Suggestion[]): Suggestion[] {
  return suggestions.filter((one) => one.choices.length === 1 && one.sure !== 'possible')
}

/** Those that can be taken by one key: all that leave no choice. */
export function takeable(suggestion: Suggestion | undefined): boolean {
  return suggestion?.choices.length === 1
}

/** The next row after this one that has open suggestions, from here to the end and then from the beginning. */
export function nextOpen(rows: Row[], from: string | null): Row | undefined {
  const here = rows.findIndex((row) => row.node.id === from)
  const open = (row: Row): boolean => (row.node.suggestions?.length ?? 0) > 0 && row.node.id !== from
  return rows.slice(here + 1).find(open) ?? rows.find(open)
}

/** How many suggestions stand open in the whole draft. */
export function openCount(rows: Row[]): number {
  return rows.reduce((sum, row) => sum + (row.node.suggestions?.length ?? 0), 0)
}

/** The place of the focus after what is there changed: the same suggestion where it still stands, else the one in its place. */
export function keepFocus(before: Suggestion[], now: Suggestion[], at: number): number {
  const was = before[at]
  const same = now.findIndex((one) => one.key === was?.key)
  return same >= 0 ? same : Math.max(0, Math.min(at, now.length - 1))
}

export function suggestionsOf(node: NodeView): Suggestion[] {
  return node.suggestions ?? []
}
