import type { ChipState, Piece, SectionView, SentenceView } from './shapes'

const token = /⟦([^⟦⟧]*)⟧/

/** A sentence as it is sent: its words, with each figure as `⟦id⟧`. A typed number stays words. */
export function toText(pieces: Piece[]): string {
  return pieces.map((piece) => piece.text ?? `⟦${piece.chip}⟧`).join('')
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

export function chipsOf(sentence: SentenceView): string[] {
  return sentence.pieces.flatMap((piece) => (piece.chip ? [piece.chip] : []))
}

/** Figures somebody has to look at: changed since frozen, or without any source. */
export function isTroubled(state: ChipState | undefined): boolean {
  return state === 'changed' || state === 'unsupported'
}
