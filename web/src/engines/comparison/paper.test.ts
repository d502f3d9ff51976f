import { describe, expect, it } from 'vitest'
import { layOut, type Item } from './paper'

const text = '青溪镇计划\n一、产业\n（一）做强特色。一是种黄精1200亩。二是修路8公里。\n二、治理\n办评比。'
const at = (words: string): [number, number] => [text.indexOf(words), text.indexOf(words) + words.length]
const item = (no: number, words: string, under: string[], figures: [number, number][] = []): Item => ({ no, span: at(words), under, figures })

describe('a document on paper', () => {
  const items = [item(1, '种黄精1200亩', ['产业', '做强特色'], [at('1200亩')]), item(2, '修路8公里', ['产业', '做强特色']), item(3, '办评比', ['治理'])]
  const paragraphs = layOut(text, '青溪镇计划', items, [], [])

  it('keeps every character, line by line', () => {
    expect(paragraphs.map((one) => one.pieces.map((piece) => piece.text).join(''))).toEqual(text.split('\n'))
  })

  it('gives each commitment its own pieces and one mark', () => {
    const pieces = paragraphs.flatMap((one) => one.pieces)
    for (const { no, span } of items) {
      expect(pieces.filter((piece) => piece.item === no).map((piece) => piece.text).join('')).toBe(text.slice(...span))
      expect(pieces.filter((piece) => piece.item === no && piece.begins)).toHaveLength(1)
    }
    expect(pieces.filter((piece) => piece.figure).map((piece) => piece.text)).toEqual(['1200亩'])
  })

  it('tells title and headings, also those a sentence goes on behind', () => {
    const heads = paragraphs.map((one) => one.pieces.filter((piece) => piece.heading !== null).map((piece) => [piece.heading, piece.text]))
    expect(heads).toEqual([[[0, '青溪镇计划']], [[1, '一、产业']], [[2, '（一）做强特色。']], [[1, '二、治理']], []])
  })

  it('cuts at linked pieces that are no statement of their own', () => {
    const cut = layOut(text, '', items, [], [at('修路8')])
    expect(cut.flatMap((one) => one.pieces).find((piece) => piece.text === '修路8')?.item).toBe(2)
  })
})
