import { describe, expect, it } from 'vitest'
import { difference } from './difference'
import { tellSecond } from './moments'

describe('a difference', () => {
  it('shows what stands between what both have', () => {
    expect(difference('石桥村文书', '石潭村文书')).toEqual({
      before: [{ text: '石', same: true }, { text: '桥', same: false }, { text: '村文书', same: true }],
      after: [{ text: '石', same: true }, { text: '潭', same: false }, { text: '村文书', same: true }],
    })
  })

  it('counts nothing twice where a text only grew', () => {
    expect(difference('aa', 'aaa')).toEqual({
      before: [{ text: 'aa', same: true }],
      after: [{ text: 'aa', same: true }, { text: 'a', same: false }],
    })
  })

  it('cuts no character in two', () => {
    expect(difference('𠮷田', '𠮾田').after[0]).toEqual({ text: '𠮾', same: false })
  })
})

it('tells a moment to the second in China time', () => {
  expect(tellSecond('2026-11-23T21:24:45.98Z')).toBe('2026-11-24 05:24:45')
})
