import { describe, expect, it } from 'vitest'
import { outline, readPlace, toPieces, toText } from './pieces'
import type { SectionView } from './shapes'

const section = (id: string, parent: string | null, ordinal: number): SectionView => ({ id, parent, level: 1, ordinal, marker: '', heading: id, characters: 0, sentences: [] })

describe('sentences with figures', () => {
  it('goes from pieces to text and back', () => {
    const text = '共开设夜学⟦c1⟧，培训⟦c2⟧。'
    expect(toPieces(text)).toEqual([{ text: '共开设夜学' }, { chip: 'c1' }, { text: '，培训' }, { chip: 'c2' }, { text: '。' }])
    expect(toText(toPieces(text))).toBe(text)
  })

  it('leaves a typed number as words', () => {
    expect(toText([{ text: '听众近' }, { text: '万人次', chip: 'c3' }, { text: '。' }])).toBe('听众近万人次。')
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
})
