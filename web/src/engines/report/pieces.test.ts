import { describe, expect, it } from 'vitest'
import { charactersOf, chineseNumber, markerOf, outline, readPlace, toPieces, toText } from './pieces'
import type { SectionView } from './shapes'

const section = (id: string, parent: string | null, ordinal: number): SectionView => ({ id, parent, ordinal, marker: '', heading: id, sentences: [] })

describe('sentences with figures', () => {
  it('goes from pieces to text and back', () => {
    const text = '共开设夜学⟦c1⟧，培训⟦c2⟧。'
    expect(toPieces(text)).toEqual([{ text: '共开设夜学' }, { chip: 'c1' }, { text: '，培训' }, { chip: 'c2' }, { text: '。' }])
    expect(toText(toPieces(text))).toBe(text)
  })

  it('reads what stands in the editing place', () => {
    const place = document.createElement('span')
    place.innerHTML = '共开设<span data-chip="c1" contenteditable="false">42期</span>，<b>培训</b>\n党员<br>干部。'
    expect(toText(readPlace(place))).toBe('共开设⟦c1⟧，培训 党员干部。')
  })

  it('takes no brackets typed by hand for a figure', () => {
    const place = document.createElement('span')
    place.textContent = '办了⟦c9⟧期'
    expect(readPlace(place)).toEqual([{ text: '办了c9期' }])
  })
})

describe('the outline', () => {
  it('puts children after their parents, in their order', () => {
    const all = [section('b', null, 2), section('a2', 'a', 2), section('a', null, 1), section('a1', 'a', 1)]
    expect(outline(all).map(({ section, depth }) => [section.id, depth])).toEqual([['a', 0], ['a1', 1], ['a2', 1], ['b', 0]])
  })

  it('numbers as official documents do', () => {
    expect([1, 10, 11, 20, 23].map(chineseNumber)).toEqual(['一', '十', '十一', '二十', '二十三'])
    expect([markerOf(0, 2), markerOf(1, 3), markerOf(2, 4), markerOf(3, 1)]).toEqual(['二、', '（三）', '4.', '（1）'])
  })

  it('counts characters with figures and without blanks', () => {
    const one = { ...section('夜学', null, 1), sentences: [{ id: 's', ordinal: 1, origin: 'written' as const, pieces: toPieces('办了⟦c⟧ 。'), edited: false }] }
    expect(charactersOf([one], { c: { id: 'c', state: 'live', label: '', text: '42期', unit: '期' } })).toBe(8)
  })
})
