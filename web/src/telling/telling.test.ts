import { describe, expect, it } from 'vitest'
import { addMonths, daysBetween, tellDay, tellMoment, tellPeriod, tellShortDate, today, weeksOf } from './days'
import { tellFigure, tellGrowth, tellNumber, tellShare, tellWithUnit } from './figures'
import { uuid7 } from './uuid7'

describe('figures', () => {
  it('groups thousands and keeps at most two places', () => {
    expect(tellNumber(3186)).toBe('3,186')
    expect(tellNumber(386.204)).toBe('386.2')
    expect(tellNumber(-3.5)).toBe('−3.5')
    expect(tellNumber(null)).toBe('—')
  })

  it('counts in 万 and 亿 where Chinese does, and in full digits in English', () => {
    expect(tellFigure(99999, 'zh-CN')).toEqual({ digits: '99,999', scale: '' })
    expect(tellFigure(168000, 'zh-CN')).toEqual({ digits: '16.8', scale: '万' })
    expect(tellFigure(120000000, 'zh-CN')).toEqual({ digits: '1.2', scale: '亿' })
    expect(tellFigure(168000, 'en')).toEqual({ digits: '168,000', scale: '' })
    expect(tellWithUnit(3186, '人次', 'zh-CN')).toBe('3,186人次')
  })

  it('tells shares and growth, and nothing where there is nothing to compare with', () => {
    expect(tellShare(92, 100)).toBe('92.0%')
    expect(tellShare(1, 0)).toBeNull()
    expect(tellGrowth(113.1, 100)).toBe('+13.1%')
    expect(tellGrowth(96.5, 100)).toBe('−3.5%')
    expect(tellGrowth(5, 0)).toBeNull()
  })
})

describe('days', () => {
  it('tells a day with its weekday', () => {
    expect(tellDay('2026-03-05', 'zh-CN')).toBe('2026年3月5日 周四')
    expect(tellDay('2026-03-05', 'en')).toBe('Thu 5 Mar 2026')
  })

  it('leaves the year out of a day of the same year only', () => {
    expect(tellShortDate('2026-11-26', 2026, 'zh-CN')).toBe('11月26日')
    expect(tellShortDate('2025-11-26', 2026, 'zh-CN')).toBe('2025年11月26日')
  })

  it('reckons days in China time', () => {
    expect(today(new Date('2026-11-25T16:30:00Z'))).toBe('2026-11-26')
    expect(tellMoment('2026-11-25T10:00:00Z', '2026-11-26', 'zh-CN')).toBe('11月25日 18:00')
    expect(tellMoment('2026-11-25T16:30:00Z', '2026-11-26', 'zh-CN')).toBe('00:30')
  })

  it('counts whole days between two days, over months and years', () => {
    expect(daysBetween('2026-12-31', '2027-01-02')).toBe(2)
    expect(daysBetween('2026-03-05', '2026-03-01')).toBe(-4)
    expect(addMonths('2026-01', -1)).toBe('2025-12')
  })

  it('tells a whole year shortly and other periods by both ends', () => {
    expect(tellPeriod('2026-01-01', '2026-12-31', 'zh-CN')).toBe('2026年')
    expect(tellPeriod('2026-01-01', '2026-11-25', 'zh-CN')).toBe('2026年1月1日—11月25日')
  })

  it('lays a month out in weeks that begin on Monday', () => {
    const weeks = weeksOf('2026-11')
    expect(weeks[0]).toEqual(['2026-10-26', '2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30', '2026-10-31', '2026-11-01'])
    expect(weeks.at(-1)?.[0]).toBe('2026-11-30')
    expect(weeksOf('2027-02')).toHaveLength(4)
  })
})

describe('uuid7', () => {
  it('has version 7 and variant 2 in their places', () => {
    expect(uuid7()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('begins with the time it was made, so that later ids sort later', () => {
    const still = new Uint8Array(10)
    expect(uuid7(0x0199_1234_5678, still)).toBe('01991234-5678-7000-8000-000000000000')
    expect(uuid7(1000, still) < uuid7(1001, still)).toBe(true)
  })

  it('never comes twice', () => {
    expect(new Set(Array.from({ length: 2000 }, () => uuid7())).size).toBe(2000)
  })
})
