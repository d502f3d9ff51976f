import { t } from '@/words'
import { integer, outside } from '../integer'
import type { Widget } from '../widget'

export const decimal: Widget = {
  ...integer,
  type: 'decimal',
  check: (value, field) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return [t('fields.faults.number', { label: field.label })]
    const places = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0
    if (field.decimals !== null && field.decimals !== undefined && places > field.decimals)
      return [t('fields.faults.decimals', { label: field.label, n: field.decimals })]
    return outside(value, field)
  },
}
