import { describe, expect, it } from 'vitest'
import type { NodeView } from './shapes'
import { cutsOf, dropAt, Family, placeAfter } from './shaping'
import { merged, rowsOf } from './tree'

const node = (id: string, children: NodeView[] = [], more: Partial<NodeView> = {}): NodeView => ({
  id, ordinal: 0, number: '', level: children.length ? 'area' : 'commitment', marker: '', heading: id, text: '', tense: 'future',
  task: !children.length, reviewed: false, units: [], figures: [], children: children.map((child, at) => ({ ...child, parent: id, ordinal: at })), ...more,
})
/** t › c1 › (a1 › x y h(idden) z), (a2 › u v); c2 › w */
const tree = (): NodeView[] => [
  node('t', [
    node('c1', [node('a1', [node('x'), node('y'), node('h', [], { task: false }), node('z')]), node('a2', [node('u'), node('v')])]),
    node('c2', [node('w')]),
  ], { level: 'title' }),
]
const rows = rowsOf(tree())
const family = new Family(rows)
const shown = rows.filter((row) => row.node.id !== 't' && row.node.id !== 'h')
const seen = new Set(shown.map((row) => row.node.id))
const gapBefore = (id: string) => shown.findIndex((row) => row.node.id === id)

describe('a step with the keyboard', () => {
  it('goes over the next sibling that is shown', () => {
    expect(placeAfter('up', 'z', family, seen)).toEqual({ parent: 'a1', after: 'x' })
    expect(placeAfter('down', 'y', family, seen)).toEqual({ parent: 'a1', after: 'z' })
    expect(placeAfter('up', 'y', family, seen)).toEqual({ parent: 'a1', after: null })
  })

  it('goes below the sibling before it, or behind its division', () => {
    expect(placeAfter('in', 'a2', family, seen)).toEqual({ parent: 'a1', after: 'z' })
    expect(placeAfter('out', 'y', family, seen)).toEqual({ parent: 'c1', after: 'a1' })
  })

  it('says why there is nowhere to go', () => {
    expect(placeAfter('up', 'x', family, seen)).toBe('first')
    expect(placeAfter('down', 'z', family, seen)).toBe('last')
    expect(placeAfter('in', 'a1', family, seen)).toBe('noneBefore')
    expect(placeAfter('out', 't', family, seen)).toBe('top')
  })
})

describe('dropping', () => {
  it('puts a row behind the one above the line, as deep as one points', () => {
    expect(dropAt(shown, family, 'u', gapBefore('y'), 2)).toEqual({ parent: 'a1', after: 'x', depth: 2 })
    expect(dropAt(shown, family, 'u', gapBefore('a2'), 2)).toEqual({ parent: 'a1', after: 'z', depth: 2 })
    expect(dropAt(shown, family, 'u', gapBefore('a2'), 1)).toEqual({ parent: 'c1', after: 'a1', depth: 1 })
    expect(dropAt(shown, family, 'u', gapBefore('a2'), 0)).toEqual({ parent: 'c1', after: 'a1', depth: 1 })
  })

  it('puts a row first in a division whose children follow', () => {
    expect(dropAt(shown, family, 'w', gapBefore('x'), 0)).toEqual({ parent: 'a1', after: null, depth: 2 })
    expect(dropAt(shown, family, 'w', 0, 0)).toEqual({ parent: 't', after: null, depth: 0 })
  })

  it('puts a row at the end on any level above', () => {
    expect(dropAt(shown, family, 'x', shown.length, 1)).toEqual({ parent: 'c2', after: 'w', depth: 1 })
    expect(dropAt(shown, family, 'x', shown.length, 0)).toEqual({ parent: 't', after: 'c2', depth: 0 })
    expect(dropAt(shown, family, 'x', shown.length, 9)).toEqual({ parent: 'w', after: null, depth: 2 })
  })

  it('does nothing where the row already is, nor inside itself', () => {
    expect(dropAt(shown, family, 'x', gapBefore('x'), 2)).toBeNull()
    expect(dropAt(shown, family, 'x', gapBefore('y'), 2)).toBeNull()
    expect(dropAt(shown, family, 'a1', gapBefore('y'), 2)).toBeNull()
    expect(dropAt(shown, family, 'a1', gapBefore('a2'), 1)).toBeNull()
  })
})

describe('taking in what changed', () => {
  const ids = (nodes: NodeView[]): unknown => nodes.map((one) => (one.children.length ? { [one.id]: ids(one.children) } : one.id))
  const leaf = (id: string, parent: string, ordinal: number, more: Partial<NodeView> = {}): NodeView => ({ ...node(id), parent, ordinal, ...more })

  it('moves a node to its new parent and counts the numbers anew', () => {
    const now = merged(tree(), [leaf('u', 'a1', 0.5 as number)], [])
    expect(ids(now)).toEqual([{ t: [{ c1: [{ a1: ['x', 'u', 'y', 'h', 'z'] }, { a2: ['v'] }] }, { c2: ['w'] }] }])
    const numbers = new Map(rowsOf(now).map((row) => [row.node.id, row.node.number]))
    expect([numbers.get('u'), numbers.get('y'), numbers.get('v'), numbers.get('w')]).toEqual(['1.1.2', '1.1.3', '1.2.1', '2.1'])
  })

  it('adds, removes and changes', () => {
    const now = merged(tree(), [leaf('new', 'c2', 1), leaf('x', 'a1', 0, { heading: '改了' })], ['a2'])
    expect(ids(now)).toEqual([{ t: [{ c1: [{ a1: ['x', 'y', 'h', 'z'] }] }, { c2: ['w', 'new'] }] }])
    expect(rowsOf(now).find((row) => row.node.id === 'x')?.node.heading).toBe('改了')
  })

  it('leaves every other node and row the same object', () => {
    const before = merged(tree(), [], [])
    const old = rowsOf(before)
    const now = merged(before, [leaf('x', 'a1', 0, { heading: '改了' })], [])
    const fresh = rowsOf(now, old)
    const drawn = fresh.filter((row) => !old.includes(row)).map((row) => row.node.id)
    expect(drawn).toEqual(['t', 'c1', 'a1', 'x'])
  })
})

describe('places to cut', () => {
  it('lie behind stops, not inside a number', () => {
    expect(cutsOf('种黄精1,200亩，建烤房12座。').map((part) => [part.at, part.text])).toEqual([[0, '种黄精1,200亩，'], [10, '建烤房12座。']])
  })

  it('count code points', () => {
    expect(cutsOf('𠮷祥，如意').map((part) => part.at)).toEqual([0, 3])
  })
})
