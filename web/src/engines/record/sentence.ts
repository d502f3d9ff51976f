import type { FigureView } from '@/api/types'

export type Piece = { text: string } | { figure: FigureView }

/** A pack's sentence with its figures in their places; a place without a figure stays as it was written. */
export function sentencePieces(sentence: string, pack: string, figures: FigureView[]): Piece[] {
  return sentence
    .split(/(\{[\w-]+\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const name = /^\{([\w-]+)\}$/.exec(part)?.[1]
      const figure = name && figures.find((one) => one.indicator === `${pack}.${name}` || one.indicator === name)
      return figure ? { figure } : { text: part }
    })
}
