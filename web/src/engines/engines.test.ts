import { describe, expect, it } from 'vitest'
import type { DueItem, FigureView } from '@/api/types'
import { nextSort } from '@/design/table'
import { groupsOf } from './home/due'
import { runningTotal, sumThrough, upTo } from './indicator/series'
import { placeFaults } from './record/form'
import { spanDays } from './record/periods'
import { sentencePieces } from './record/sentence'

describe('what is due', () => {
  const item = (title: string, daysLeft?: number): DueItem => ({ kind: 'record', title, daysLeft, state: '', action: '', href: '/' })

  it('puts the longest late first and what has no day before what is far', () => {
    const groups = groupsOf([item('far', 40), item('late 1', -1), item('late 6', -6), item('today', 0), item('open'), item('soon', 3)])
    expect(groups.map((group) => [group.name, group.items.map((one) => one.title)])).toEqual([
      ['late', ['late 6', 'late 1']],
      ['today', ['today']],
      ['week', ['soon']],
      ['open', ['open']],
      ['later', ['far']],
    ])
  })
})

describe('spans of days', () => {
  it('begins and ends with the year, the quarter or the month of today', () => {
    expect(spanDays('year', '2026-11-23')).toEqual({ from: '2026-01-01', to: '2026-12-31' })
    expect(spanDays('quarter', '2026-11-23')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
    expect(spanDays('month', '2028-02-03')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(spanDays('all', '2026-11-23')).toEqual({})
  })
})

describe('a year in months', () => {
  const months = [4, 3, 4, 0.1, 0.2, 0, 0, 0, 0, 0, 0, 0]

  it('adds up as far as the year has come', () => {
    expect(runningTotal(months, 5)).toEqual([4, 7, 11, 11.1, 11.3, null, null, null, null, null, null, null])
    expect(upTo(months, 2).filter((value) => value !== null)).toEqual([4, 3])
    expect(sumThrough(months, 5)).toBe(11.3)
  })
})

describe("a pack's sentence", () => {
  const figure = { indicator: 'some.sessions' } as FigureView

  it('puts figures in their places and leaves unknown places as written', () => {
    expect(sentencePieces('共{sessions}期，{people}人', 'some', [figure])).toEqual([
      { text: '共' },
      { figure },
      { text: '期，' },
      { text: '{people}' },
      { text: '人' },
    ])
  })
})

describe('faults from the server', () => {
  it('stand at their fields, and those of no field above the form', () => {
    const fields = [{ name: 'topic', type: 'text' as const, label: '主题' }]
    expect(
      placeFaults(
        [
          { at: 'values.topic', message: 'a' },
          { at: 'day', message: 'b' },
          { at: 'values.colour', message: 'c' },
        ],
        fields,
      ),
    ).toEqual({ topic: ['a'], day: ['b'], '': ['c'] })
  })
})

describe('sorting', () => {
  it('begins with the latest day and turns on the next click', () => {
    const day = { key: 'day', label: '', sort: 'day' }
    expect(nextSort('title', day)).toBe('-day')
    expect(nextSort('-day', day)).toBe('day')
    expect(nextSort('', { key: 'title', label: '', sort: 'title' })).toBe('title')
  })
})
