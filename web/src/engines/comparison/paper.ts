import { CodePoints, widthAt, type Span } from '@/widgets/codePoints'

/** A run of characters on paper that looks the same throughout. */
export interface Piece {
  start: number
  end: number
  text: string
  /** The commitment or statement it belongs to, by its number. */
  item: number | null
  figure: boolean
  /** Depth of the heading it is part of, 0 for the document's title. */
  heading: number | null
  furniture: boolean
  /** True on the first piece of an item: its mark stands in the margin there. */
  begins: boolean
}

export interface Paragraph {
  index: number
  pieces: Piece[]
  items: number[]
  start: number
  end: number
}

export interface Item {
  no: number
  span: Span
  under: string[]
  figures: Span[]
}

const MARKER = /^(?:第?[一二三四五六七八九十百]+[、章节部分条]*|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、)）]|[①-⑳])[\s　]*/

/** Where a paragraph is a heading, or begins with one: how deep, and how many characters of it. */
function headingOf(words: string, headings: Map<string, number>): { depth: number; length: number } | null {
  const blank = /^[\s　]*/.exec(words)?.[0].length ?? 0
  const bare = words.slice(blank)
  const marker = MARKER.exec(bare)?.[0].length ?? 0
  for (const at of marker ? [marker, 0] : [0]) {
    const rest = bare.slice(at)
    for (const [heading, depth] of headings)
      if (rest.startsWith(heading) && /^[\s　。：:.]*(?:$|(?<=[。：:.\s　]).)/su.test(rest.slice(heading.length))) {
        const stop = /^[。：:.]?/.exec(rest.slice(heading.length))?.[0].length ?? 0
        return { depth, length: blank + at + heading.length + stop }
      }
  }
  // A short line of its own that is numbered as chapters are, in a part from which nothing was taken.
  if (bare.trim().length <= 40 && !/[。；！]/.test(bare)) {
    if (/^第?[一二三四五六七八九十]+[、章]/.test(bare)) return { depth: 1, length: words.length }
    if (/^[（(][一二三四五六七八九十]+[)）]/.test(bare)) return { depth: 2, length: words.length }
  }
  return null
}

/**
 * Cuts a document into paragraphs and these into pieces along every item, every further cut (the ends of linked pieces),
 * figures, headings and furniture; one pass over the sorted cuts, so long documents stay quick.
 */
export function layOut(text: string, title: string, items: Item[], furniture: Span[], further: Span[]): Paragraph[] {
  const points = new CodePoints(text)
  const headings = new Map<string, number>()
  for (const item of items) item.under.forEach((heading, depth) => heading && headings.set(heading, depth + 1))

  const cuts = new Set<number>([0, points.length])
  const add = ([start, end]: Span): void => void cuts.add(start).add(end)
  for (const item of items) {
    add(item.span)
    item.figures.forEach(add)
  }
  further.forEach(add)
  furniture.forEach(add)

  const heads: { span: Span; depth: number }[] = []
  let point = 0
  let lineFrom = 0
  let titled = false
  const endLine = (from: number, to: number): void => {
    const words = points.slice([from, to])
    if (!words.trim()) return
    if (!titled) {
      titled = true
      // A title may be broken over several lines; each of them is a part of it.
      if (title && (title.includes(words.trim()) || words.trim().includes(title))) heads.push({ span: [from, to], depth: 0 })
      if (heads.length) return
    }
    if (heads[heads.length - 1]?.depth === 0 && heads[heads.length - 1]?.span[1] === from - 1 && title.endsWith(words.trim()) && words.trim().length > 1) {
      heads.push({ span: [from, to], depth: 0 })
      return
    }
    const found = headingOf(words, headings)
    if (found) heads.push({ span: [from, from + [...words.slice(0, found.length)].length], depth: found.depth })
  }
  for (let at = 0; at < text.length; point++) {
    if (text.charCodeAt(at) === 10) {
      cuts.add(point).add(point + 1)
      endLine(lineFrom, point)
      lineFrom = point + 1
    }
    at += widthAt(text, at)
  }
  endLine(lineFrom, point)
  heads.forEach((head) => add(head.span))

  const byStart = <T extends { span: Span }>(list: T[]): T[] => [...list].sort((a, b) => a.span[0] - b.span[0])
  const owners = byStart(items)
  const figures = byStart(items.flatMap((item) => item.figures.map((span) => ({ span }))))
  const greyed = byStart(furniture.map((span) => ({ span })))
  const sorted = [...cuts].filter((cut) => cut >= 0 && cut <= points.length).sort((a, b) => a - b)

  const paragraphs: Paragraph[] = []
  const begun = new Set<number>()
  let pieces: Piece[] = []
  const next = { owner: 0, figure: 0, grey: 0, head: 0 }
  const cover = <T extends { span: Span }>(list: T[], which: keyof typeof next, start: number): T | undefined => {
    while ((list[next[which]]?.span[1] ?? Infinity) <= start) next[which]++
    const one = list[next[which]]
    return one && one.span[0] <= start ? one : undefined
  }
  const close = (): void => {
    if (pieces.some((piece) => piece.text.trim()))
      paragraphs.push({
        index: paragraphs.length,
        pieces,
        items: [...new Set(pieces.flatMap((piece) => (piece.item === null ? [] : [piece.item])))],
        start: pieces[0]?.start ?? 0,
        end: pieces[pieces.length - 1]?.end ?? 0,
      })
    pieces = []
  }

  for (let index = 0; index + 1 < sorted.length; index++) {
    const start = sorted[index] ?? 0
    const end = sorted[index + 1] ?? start
    const words = points.slice([start, end])
    if (words === '\n') {
      close()
      continue
    }
    const item = cover(owners, 'owner', start)?.no ?? null
    const first = item !== null && !begun.has(item) && words.trim() !== ''
    if (first) begun.add(item)
    pieces.push({
      start,
      end,
      text: words,
      item,
      figure: cover(figures, 'figure', start) !== undefined,
      heading: cover(heads, 'head', start)?.depth ?? null,
      furniture: cover(greyed, 'grey', start) !== undefined,
      begins: first,
    })
  }
  close()
  return paragraphs
}

/** The code points a selection within the paper covers, null where it covers none of it. */
export function selectedSpan(selection: Selection | null, paper: HTMLElement): Span | null {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null
  const range = selection.getRangeAt(0)
  if (!paper.contains(range.commonAncestorContainer)) return null
  let from = Infinity
  let to = -1
  for (const piece of paper.querySelectorAll<HTMLElement>('[data-start]')) {
    if (!range.intersectsNode(piece)) continue
    const start = Number(piece.dataset.start)
    const words = piece.textContent ?? ''
    const begin = piece.contains(range.startContainer) ? range.startOffset : 0
    const end = piece.contains(range.endContainer) ? range.endOffset : words.length
    if (end <= begin) continue
    from = Math.min(from, start + [...words.slice(0, begin)].length)
    to = Math.max(to, start + [...words.slice(0, end)].length)
  }
  return to > from ? [from, to] : null
}
