import { CodePoints, widthAt } from '@/widgets/codePoints'
import type { FigureItem, NodeView, Span } from './shapes'

export { CodePoints }

/** A run of characters on paper that looks the same throughout. */
export interface Piece {
  text: string
  /** Where it begins in the document, in code points. */
  from: number
  /** The innermost node it belongs to. */
  node: string | null
  /** True where these are the node's heading, not its text. */
  heading: NodeView['level'] | null
  figure: FigureItem | null
  furniture: boolean
  /** True on the first piece of a commitment: its number stands in the margin there. */
  begins: boolean
}

export interface Paragraph {
  index: number
  pieces: Piece[]
  /** Nodes with characters in it, for looking up what to draw anew. */
  nodes: string[]
  /** The document's own title, or a line of it. */
  title: boolean
}

interface Mark {
  start: number
  end: number
}

/** How much of a node's span its marker and heading take; 0 where it has none of its own. */
function headingEnd(node: NodeView, points: CodePoints): number {
  if (!node.span) return 0
  const [start, end] = node.span
  const firstChild = Math.min(end, ...node.children.map((child) => child.span?.[0] ?? end).filter((at) => at >= start))
  if (!node.heading) return start
  const from = points.offset(start)
  const own = points.text.slice(from, points.offset(Math.min(end, firstChild)))
  const found = own.indexOf(node.heading)
  // A heading that a person wrote is not in the document; then its first sentence stands as the heading.
  if (found < 0 || found > node.marker.length + 4) {
    if (node.level === 'commitment') return start
    const stop = own.search(/[。：:\n]/)
    return start + [...own.slice(0, stop < 0 ? own.length : stop + 1)].length
  }
  let length = found + node.heading.length
  while (length < own.length && /[。.：:]/.test(own.charAt(length))) length++
  return start + [...own.slice(0, length)].length
}

/**
 * Cuts a document into paragraphs and these into pieces, along every node, heading, figure and piece of furniture.
 * Takes one pass over the sorted cuts, so long documents stay quick.
 */
export function layOut(text: string, nodes: NodeView[], furniture: Span[]): Paragraph[] {
  const points = new CodePoints(text)
  const cuts = new Set<number>([0, points.length])
  const owners: (Mark & { node: NodeView; heading: boolean })[] = []
  const figures: (Mark & { figure: FigureItem })[] = []

  const visit = (node: NodeView): void => {
    if (node.span) {
      const [start, end] = node.span
      owners.push({ start, end, node, heading: false })
      cuts.add(start).add(end)
      const head = headingEnd(node, points)
      if (head > start) {
        owners.push({ start, end: head, node, heading: true })
        cuts.add(head)
      }
    }
    for (const figure of node.figures)
      if (figure.span) {
        figures.push({ start: figure.span[0], end: figure.span[1], figure })
        cuts.add(figure.span[0]).add(figure.span[1])
      }
    node.children.forEach(visit)
  }
  nodes.forEach(visit)
  const greyed = furniture.map(([start, end]) => ({ start, end }))
  for (const { start, end } of greyed) cuts.add(start).add(end)

  let point = 0
  for (let at = 0; at < text.length; point++) {
    if (text.charCodeAt(at) === 10) cuts.add(point).add(point + 1)
    at += widthAt(text, at)
  }

  // The shortest that covers a place is the innermost, also where a node was moved away from the division around its words;
  // of two alike the one below the other was pushed later.
  owners.sort((a, b) => a.start - b.start || b.end - a.end)
  figures.sort((a, b) => a.start - b.start)
  greyed.sort((a, b) => a.start - b.start)
  const sorted = [...cuts].filter((cut) => cut >= 0 && cut <= points.length).sort((a, b) => a - b)

  const paragraphs: Paragraph[] = []
  let pieces: Piece[] = []
  const begun = new Set<string>()
  const open: typeof owners = []
  let nextOwner = 0
  let nextFigure = 0
  let nextGrey = 0

  const close = (): void => {
    if (pieces.some((piece) => piece.text.trim()))
      paragraphs.push({
        index: paragraphs.length,
        pieces,
        nodes: [...new Set(pieces.flatMap((piece) => (piece.node ? [piece.node] : [])))],
        title: pieces.every((piece) => piece.heading === 'title' || !piece.text.trim()),
      })
    pieces = []
  }

  for (let index = 0; index + 1 < sorted.length; index++) {
    const start = sorted[index] ?? 0
    const end = sorted[index + 1] ?? start
    while (nextOwner < owners.length && (owners[nextOwner]?.start ?? 0) <= start) open.push(owners[nextOwner++]!)
    for (let i = open.length - 1; i >= 0; i--) if ((open[i]?.end ?? 0) <= start) open.splice(i, 1)
    while (nextFigure < figures.length && (figures[nextFigure]?.end ?? 0) <= start) nextFigure++
    while (nextGrey < greyed.length && (greyed[nextGrey]?.end ?? 0) <= start) nextGrey++

    const words = points.slice([start, end])
    if (words === '\n') {
      close()
      continue
    }
    const inner = open[open.length - 1]
    const figure = figures[nextFigure]
    const grey = greyed[nextGrey]
    const node = inner?.node ?? null
    const first = node !== null && !node.children.length && !begun.has(node.id) && words.trim() !== ''
    if (first) begun.add(node.id)
    pieces.push({
      text: words,
      from: start,
      node: node?.id ?? null,
      heading: inner?.heading ? inner.node.level : null,
      figure: figure && figure.start <= start ? figure.figure : null,
      furniture: Boolean(grey && grey.start <= start),
      begins: first,
    })
  }
  close()
  return paragraphs
}
