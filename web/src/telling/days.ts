import { locale, type Locale } from '@/words'
import type { Day, Moment } from '@/api/types'

/** Offices reckon days in China time wherever the browser stands. */
const zone = 'Asia/Shanghai'

const zhWeekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

function parts(day: Day): [number, number, number] {
  const [year = 0, month = 1, date = 1] = day.slice(0, 10).split('-').map(Number)
  return [year, month, date]
}

function noon(day: Day): Date {
  const [year, month, date] = parts(day)
  return new Date(Date.UTC(year, month - 1, date, 12))
}

/** Today in China, as `2026-03-05`. */
export function today(now: Date = new Date()): Day {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now)
}

export function weekday(day: Day, language: Locale = locale): string {
  const date = noon(day)
  return language === 'zh-CN'
    ? (zhWeekdays[date.getUTCDay()] ?? '')
    : new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }).format(date)
}

/** `2026年3月5日`, without weekday. */
export function tellDate(day: Day | null | undefined, language: Locale = locale): string {
  if (!day) return '—'
  const [year, month, date] = parts(day)
  return language === 'zh-CN'
    ? `${year}年${month}月${date}日`
    : new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(noon(day))
}

/** `2026年3月5日 周四`. */
export function tellDay(day: Day | null | undefined, language: Locale = locale): string {
  if (!day) return '—'
  return language === 'zh-CN' ? `${tellDate(day, language)} ${weekday(day, language)}` : `${weekday(day, language)} ${tellDate(day, language)}`
}

/** `3月5日`, with the year only where it is not `year`. */
export function tellShortDate(day: Day | null | undefined, year = parts(today())[0], language: Locale = locale): string {
  if (!day) return '—'
  const [itsYear, month, date] = parts(day)
  if (itsYear !== year) return tellDate(day, language)
  return language === 'zh-CN'
    ? `${month}月${date}日`
    : new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(noon(day))
}

function clock(moment: Moment): { day: Day; time: string } {
  const date = new Date(moment)
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(date)
  return { day: today(date), time }
}

/** `15:42` today, `11月25日 18:00` this year, with the year before that. */
export function tellMoment(moment: Moment | null | undefined, now: Day = today(), language: Locale = locale): string {
  if (!moment) return '—'
  const { day, time } = clock(moment)
  return day === now ? time : `${tellShortDate(day, parts(now)[0], language)} ${time}`
}

/** Whole days from `from` to `day`; negative when it is past. */
export function daysBetween(from: Day, day: Day): number {
  return Math.round((noon(day).getTime() - noon(from).getTime()) / 86_400_000)
}

export function addDays(day: Day, count: number): Day {
  return new Date(noon(day).getTime() + count * 86_400_000).toISOString().slice(0, 10)
}

export function monthOf(day: Day): string {
  return day.slice(0, 7)
}

/** Moves a month `2026-11` by some months. */
export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7)
}

/** A period as people say it: a whole year, a whole month, or two days. */
export function tellPeriod(from: Day, to: Day, language: Locale = locale): string {
  const [year] = parts(from)
  if (from === `${year}-01-01` && to === `${year}-12-31`) return language === 'zh-CN' ? `${year}年` : String(year)
  const sameYear = parts(to)[0] === year
  const end = sameYear && language === 'zh-CN' ? tellShortDate(to, year, language) : tellDate(to, language)
  return `${tellDate(from, language)}—${end}`
}

/** The weeks a month's calendar shows, Monday first; days outside the month belong to its first and last week. */
export function weeksOf(month: string): Day[][] {
  const first = `${month}-01`
  const lead = (noon(first).getUTCDay() + 6) % 7
  const start = addDays(first, -lead)
  const weeks: Day[][] = []
  for (let week = 0; week < 6; week++) {
    const days = Array.from({ length: 7 }, (_, day) => addDays(start, week * 7 + day))
    if (week > 0 && monthOf(days[0] ?? '') > month) break
    weeks.push(days)
  }
  return weeks
}
