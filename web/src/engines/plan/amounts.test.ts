import { describe, expect, it } from 'vitest'
import { readAmount, readRange } from './amounts'

describe('amounts as people type them', () => {
  it.each([['1,200', 1200], ['22万', 220000], ['3.5亿', 350000000], ['１２．５', 12.5], ['−3', -3], ['2千万', 20000000], ['0', 0]])(
    'reads %s', (typed, value) => expect(readAmount(typed)).toBe(value),
  )
  it.each(['', '**', '三个', '1.2.3', '12个'])('takes %s for no number', (typed) => expect(readAmount(typed)).toBeNull())
  it('reads a range and refuses one that runs backwards', () => {
    expect(readRange('3—5')).toEqual({ low: 3, high: 5 })
    expect(readRange('2000至3000')).toEqual({ low: 2000, high: 3000 })
    expect(readRange('3-5')).toEqual({ low: 3, high: 5 })
    expect(readRange('5—3')).toBeNull()
    expect(readRange('-3')).toEqual({ value: -3 })
  })
})
