/** A piece of a text, half-open `[start, end)` in code points. */
export type Span = [number, number]

/**
 * Turns offsets in code points, as the server counts, into offsets in UTF-16 units, as JavaScript cuts strings.
 * Texts without characters beyond the basic plane need no table.
 */
export class CodePoints {
  readonly length: number
  private readonly offsets: Uint32Array | null

  constructor(readonly text: string) {
    let points = 0
    for (let at = 0; at < text.length; points++) at += widthAt(text, at)
    this.length = points
    if (points === text.length) {
      this.offsets = null
      return
    }
    const table = new Uint32Array(points + 1)
    for (let at = 0, point = 0; point < points; point++) {
      table[point] = at
      at += widthAt(text, at)
    }
    table[points] = text.length
    this.offsets = table
  }

  /** The UTF-16 offset of a code point; offsets beyond the text are brought to its ends. */
  offset(point: number): number {
    const inside = Math.max(0, Math.min(point, this.length))
    return this.offsets ? (this.offsets[inside] ?? this.text.length) : inside
  }

  slice([start, end]: Span): string {
    return this.text.slice(this.offset(start), this.offset(end))
  }
}

/** How many UTF-16 units the character at an offset takes. */
export function widthAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (unit < 0xd800 || unit > 0xdbff) return 1
  const next = text.charCodeAt(at + 1)
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1
}
