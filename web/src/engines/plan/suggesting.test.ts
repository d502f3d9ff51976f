import { describe, expect, it } from 'vitest'
import type { NodeView, Suggestion } from './shapes'
import { keepFocus, nextOpen, openCount, settled, takeable } from './suggesting'
import type { Row } from './tree'

const suggestion = (key: string, sure: Suggestion['sure'] = 'likely', choices = 1): Suggestion => ({
  key,
  kind: 'units',
  sure,
  words: key,
  reasons: [],
  choices: Array.from({ length: choices }, (_, at) => ({ value: String(at), words: String(at) })),
})
const row = (id: string, ...suggestions: Suggestion[]): Row => ({ node: { id, suggestions } as unknown as NodeView }) as Row

describe('suggestions', () => {
  it('takes without asking only what leaves no choice and is more than possible', () => {
    const all = [suggestion('a', 'certain'), suggestion('b', 'possible'), suggestion('c', 'certain', 2), suggestion('d')]
    expect(settled(all).map((one) => one.key)).toEqual(['a', 'd'])
    expect(takeable(all[1])).toBe(true)
    expect(takeable(all[2])).toBe(false)
    expect(takeable(undefined)).toBe(false)
  })

  it('goes to the next commitment with an open one, and round to the beginning', () => {
    const rows = [row('1', suggestion('a')), row('2'), row('3', suggestion('b'), suggestion('c')), row('4')]
    expect(nextOpen(rows, '1')?.node.id).toBe('3')
    expect(nextOpen(rows, '3')?.node.id).toBe('1')
    expect(nextOpen(rows, null)?.node.id).toBe('1')
    expect(nextOpen([row('1', suggestion('a'))], '1')).toBeUndefined()
    expect(openCount(rows)).toBe(3)
  })

  it('keeps the focus on the same suggestion, or on what comes in its place', () => {
    const [a, b, c] = [suggestion('a'), suggestion('b'), suggestion('c')]
    expect(keepFocus([a, b, c], [a, c], 2)).toBe(1)
    expect(keepFocus([a, b, c], [a, c], 1)).toBe(1)
    expect(keepFocus([a, b], [a], 1)).toBe(0)
    expect(keepFocus([a], [], 0)).toBe(0)
  })
})
