/** A run of a text that both have, or that only one has. */
export interface Piece {
  text: string
  same: boolean
}

/** What two texts begin and end with alike, and between what differs: enough to see what was changed in a value. */
export function difference(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const one = [...before]
  const other = [...after]
  let head = 0
  while (head < one.length && head < other.length && one[head] === other[head]) head++
  let tail = 0
  while (tail < one.length - head && tail < other.length - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail++
  return { before: pieces(one, head, tail), after: pieces(other, head, tail) }
}

function pieces(text: string[], head: number, tail: number): Piece[] {
  return [
    { text: text.slice(0, head).join(''), same: true },
    { text: text.slice(head, text.length - tail).join(''), same: false },
    { text: text.slice(text.length - tail).join(''), same: true },
  ].filter((piece) => piece.text !== '')
}
