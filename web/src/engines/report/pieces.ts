import type { ChipState, ChipView, Piece, SectionView, SentenceView } from './shapes'

const token = /⟦([^⟦⟧]*)⟧/

/** A sentence as it is sent: its words, with each figure as `⟦id⟧`. */
export function toText(pieces: Piece[]): string {
  return pieces.map((piece) => (piece.chip === undefined ? piece.text : `⟦${piece.chip}⟧`)).join('')
}

/** A sentence as it is read: words and figures. Empty words are left out and neighbouring words joined. */
export function toPieces(text: string): Piece[] {
  const pieces: Piece[] = []
  text.split(new RegExp(token, 'g')).forEach((part, at) => {
    if (at % 2) pieces.push({ chip: part })
    else if (part) pieces.push({ text: part })
  })
  return pieces
}

/** What stands in an editing place now. Brackets a person typed are no figures and are dropped, with line breaks. */
export function readPlace(place: Node): Piece[] {
  let text = ''
  const visit = (node: Node): void => {
    if (node instanceof HTMLElement && node.dataset.chip) text += `⟦${node.dataset.chip}⟧`
    else if (node.nodeType === Node.TEXT_NODE) text += (node.nodeValue ?? '').replace(/[⟦⟧\u200b]/g, '').replace(/[\n\r\t ]+/g, ' ')
    else node.childNodes.forEach(visit)
  }
  place.childNodes.forEach(visit)
  return toPieces(text.replace(/\u00a0/g, ' ').trim())
}

export function samePieces(a: Piece[], b: Piece[]): boolean {
  return toText(a) === toText(b)
}

/** The sections with how deep each stands, parents before children. */
export function outline(sections: SectionView[]): { section: SectionView; depth: number }[] {
  const below = new Map<string, SectionView[]>()
  const known = new Set(sections.map((section) => section.id))
  for (const section of sections) {
    const parent = section.parent && known.has(section.parent) ? section.parent : ''
    below.set(parent, [...(below.get(parent) ?? []), section])
  }
  const found: { section: SectionView; depth: number }[] = []
  const visit = (parent: string, depth: number): void => {
    for (const section of [...(below.get(parent) ?? [])].sort((a, b) => a.ordinal - b.ordinal)) {
      found.push({ section, depth })
      if (depth < 6) visit(section.id, depth + 1)
    }
  }
  visit('', 0)
  return found
}

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1 → 一, 12 → 十二, 23 → 二十三. */
export function chineseNumber(n: number): string {
  if (n <= 0 || n > 99) return String(n)
  const tens = Math.floor(n / 10)
  const ones = n % 10
  return `${tens > 1 ? digits[tens] : ''}${tens ? '十' : ''}${ones || !tens ? digits[ones] : ''}`
}

/** The marker of a section by its depth and place, where the server gives none: 一、 （一） 1. （1） */
export function markerOf(depth: number, place: number): string {
  if (depth === 0) return `${chineseNumber(place)}、`
  if (depth === 1) return `（${chineseNumber(place)}）`
  return depth === 2 ? `${place}.` : `（${place}）`
}

export function chipsOf(sentence: SentenceView): string[] {
  return sentence.pieces.flatMap((piece) => (piece.chip === undefined ? [] : [piece.chip]))
}

/** Figures somebody has to look at: changed since frozen, or without any source. */
export function isTroubled(state: ChipState | undefined): boolean {
  return state === 'changed' || state === 'unsupported'
}

export function charactersOf(sections: SectionView[], chips: Record<string, ChipView>): number {
  const count = (text: string): number => [...text.replace(/\s/g, '')].length
  return sections.reduce(
    (sum, section) =>
      sum +
      count(section.marker + section.heading) +
      section.sentences.reduce((inner, sentence) => inner + sentence.pieces.reduce((all, piece) => all + count(piece.chip === undefined ? piece.text : (chips[piece.chip]?.text ?? '')), 0), 0),
    0,
  )
}
