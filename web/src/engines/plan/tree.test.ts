import { describe, expect, it } from 'vitest'
import type { FigureItem, NodeView } from './shapes'
import { countsOf, isOpen, reasonsOf, rowsOf, sieve, withNode } from './tree'

const figure = (more: Partial<FigureItem>): FigureItem => ({
  id: 'f', text: '**个', masked: true, unit: '个', relation: 'at_least', change: 'none', role: 'target', of: '',
  target: true, unset: false, ...more,
})
const node = (id: string, more: Partial<NodeView> = {}): NodeView => ({
  id, ordinal: 1, number: id, level: 'commitment', marker: '', heading: id, text: '', tense: 'future', task: true,
  reviewed: true, units: [{ unit: 1, name: '党建办', role: 'lead' }], figures: [], children: [], ...more,
})
const tree = [
  node('c', { level: 'chapter', task: false, children: [
    node('a', { reviewed: false }), node('b', { figures: [figure({})] }), node('d', { units: [{ name: '各村', role: 'lead' }] }),
    node('e', { task: false }),
  ] }),
]

describe('the tree of a draft', () => {
  it('numbers commitments in the order of the document and no others', () => {
    expect(rowsOf(tree).map((row) => [row.node.id, row.no])).toEqual([['c', 0], ['a', 1], ['b', 2], ['d', 3], ['e', 0]])
  })

  it('counts what is left to do', () => {
    expect(countsOf(rowsOf(tree))).toEqual({ commitments: 3, reviewed: 2, maskedOpen: 1, noLead: 1, targets: 1, others: 1, withTargets: 1 })
  })

  it('names every reason that keeps it from being published', () => {
    expect(reasonsOf(rowsOf(tree)).map(({ row, reasons }) => [row.node.id, reasons])).toEqual([
      ['a', ['unreviewed']], ['b', ['masked']], ['d', ['noLead']],
    ])
  })

  it('keeps the one being worked on in the list', () => {
    expect(sieve(rowsOf(tree), 'masked', 'a', new Set()).map((row) => row.node.id)).toEqual(['c', 'a', 'b'])
    expect(sieve(rowsOf(tree), 'all', null, new Set(['c'])).map((row) => row.node.id)).toEqual(['c'])
  })

  it('asks no number of a target that is left without one on purpose', () => {
    expect(isOpen(figure({}))).toBe(true)
    expect(isOpen(figure({ unset: true }))).toBe(false)
    expect(isOpen(figure({ value: 3 }))).toBe(false)
  })

  it('changes one node and leaves the others the same objects', () => {
    const next = withNode(tree, 'b', (one) => ({ ...one, reviewed: false }))
    expect(next[0]?.children[0]).toBe(tree[0]?.children[0])
    expect(next[0]?.children[1]?.reviewed).toBe(false)
    expect(withNode(tree, 'x', () => null)).toBe(tree)
  })
})
