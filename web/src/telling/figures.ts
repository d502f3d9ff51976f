import { locale, type Locale } from '@/words'

/** A figure as people say it: digits, and 万 or 亿 where the number is long. */
export interface ToldFigure {
  digits: string
  /** 万, 亿 or nothing; stands before the unit of measure. */
  scale: string
}

function grouped(value: number, decimals: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: decimals }).format(value).replace('-', '−')
}

/** Thousands in groups, at most `decimals` places, a true minus sign. */
export function tellNumber(value: number | null | undefined, decimals = 2): string {
  return value === null || value === undefined || Number.isNaN(value) ? '—' : grouped(value, decimals)
}

/** From a hundred thousand on Chinese counts in 万, from a hundred million in 亿; English keeps all digits. */
export function tellFigure(value: number | null | undefined, language: Locale = locale): ToldFigure {
  if (value === null || value === undefined || Number.isNaN(value)) return { digits: '—', scale: '' }
  const size = Math.abs(value)
  if (language === 'zh-CN' && size >= 1e8) return { digits: grouped(value / 1e8, 2), scale: '亿' }
  if (language === 'zh-CN' && size >= 1e5) return { digits: grouped(value / 1e4, 2), scale: '万' }
  return { digits: grouped(value, 2), scale: '' }
}

/** A figure with its unit in one string: `3,186人次`, `12.5万元`, `386.2%`. */
export function tellWithUnit(value: number | null | undefined, unit: string, language: Locale = locale): string {
  const told = tellFigure(value, language)
  const gap = language === 'en' && unit && unit !== '%' ? ' ' : ''
  return `${told.digits}${told.scale}${gap}${unit}`
}

/** A share as `92.0%`; null where there is nothing to divide by. */
export function tellShare(part: number, whole: number): string | null {
  return whole === 0 ? null : `${((part / whole) * 100).toFixed(1)}%`
}

/** Growth on last year as `+13.1%` or `−3.5%`; null where last year had nothing. */
export function tellGrowth(now: number, before: number): string | null {
  if (before === 0) return null
  const growth = ((now - before) / Math.abs(before)) * 100
  return `${growth < 0 ? '−' : '+'}${Math.abs(growth).toFixed(1)}%`
}

/** A file's size as people read it. */
export function tellSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
