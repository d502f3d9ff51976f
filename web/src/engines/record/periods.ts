import type { Day } from '@/api/types'
import { addDays, addMonths } from '@/telling/days'

export type Span = 'all' | 'year' | 'quarter' | 'month'
export const spans: Span[] = ['all', 'year', 'quarter', 'month']

/** The days a chip stands for, counted back from today's year, quarter or month. */
export function spanDays(span: Span, today: Day): { from?: Day; to?: Day } {
  const [year = '', month = '01'] = today.split('-')
  if (span === 'year') return { from: `${year}-01-01`, to: `${year}-12-31` }
  if (span === 'month') return { from: `${year}-${month}-01`, to: addDays(`${addMonths(`${year}-${month}`, 1)}-01`, -1) }
  if (span === 'quarter') {
    const first = `${year}-${String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, '0')}`
    return { from: `${first}-01`, to: addDays(`${addMonths(first, 3)}-01`, -1) }
  }
  return {}
}
