import { describe, expect, it } from 'vitest'
import type { FigureItem, NodeView } from './shapes'
import { CodePoints, layOut } from './spans'

function node(more: Partial<NodeView>): NodeView {
  return {
    id: 'n', ordinal: 1, number: '1', level: 'commitment', marker: '', heading: '', text: '', tense: 'future',
    task: true, reviewed: false, units: [], figures: [], children: [], ...more,
  }
}

function figure(more: Partial<FigureItem>): FigureItem {
  return {
    id: 'f', text: '', masked: false, unit: '', relation: 'exactly', change: 'none', role: 'target', of: '',
    target: true, unset: false, ...more,
  }
}

describe('spans', () => {
  it('counts a character beyond the basic plane as one', () => {
    const points = new CodePoints('在𠮷村办夜学40期')
    expect(points.length).toBe(9)
    expect(points.slice([1, 3])).toBe('𠮷村')
    expect(points.slice([6, 9])).toBe('40期')
  })

  it('brings offsets beyond the text to its ends', () => {
    expect(new CodePoints('夜学').slice([-3, 99])).toBe('夜学')
  })

  it('gives back every character once', () => {
    const text = '标题\n一、𠮷村。一是办夜学40期。二是巡林。\n尾注\n'
    const figures = [figure({ span: [13, 16], text: '40期' })]
    const tree = [
      node({ id: 'c', level: 'chapter', marker: '一、', heading: '𠮷村', span: [3, 23], children: [
        node({ id: 'a', marker: '一是', span: [8, 17], figures }), node({ id: 'b', marker: '二是', span: [17, 23] }),
      ] }),
    ]
    const paragraphs = layOut(text, tree, [[24, 26]])
    expect(paragraphs.map((p) => p.pieces.map((piece) => piece.text).join(''))).toEqual([
      '标题', '一、𠮷村。一是办夜学40期。二是巡林。', '尾注',
    ])
  })

  it('lays heading, figure and furniture apart', () => {
    const text = '一、党建。一是办夜学40期以上。\n第1页'
    const tree = [
      node({ id: 'c', level: 'chapter', marker: '一、', heading: '党建', span: [0, 16], children: [
        node({ id: 'a', marker: '一是', span: [5, 16], figures: [figure({ span: [10, 13], text: '40期' })] }),
      ] }),
    ]
    const [first, second] = layOut(text, tree, [[17, 20]])
    expect(first?.pieces.map((piece) => [piece.text, piece.node, piece.heading, piece.figure?.id ?? null, piece.begins])).toEqual([
      ['一、党建。', 'c', 'chapter', null, false],
      ['一是办夜学', 'a', null, null, true],
      ['40期', 'a', null, 'f', false],
      ['以上。', 'a', null, null, false],
    ])
    expect(second?.pieces.every((piece) => piece.furniture)).toBe(true)
  })
})
