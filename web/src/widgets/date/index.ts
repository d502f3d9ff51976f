import { tellShortDate } from '@/telling/days'
import { t } from '@/words'
import { text } from '../text'
import type { Widget } from '../widget'

/** True for a day the calendar has, written `2026-03-05`. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const date = new Date(`${value}T12:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

export const date: Widget = {
  ...text,
  type: 'date',
  blank: () => null,
  check: (value) => (isDay(value) ? [] : [t('fields.faults.date')]),
  tell: (value) => (typeof value === 'string' && value ? tellShortDate(value) : ''),
}
