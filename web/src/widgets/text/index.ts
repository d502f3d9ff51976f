import { t } from '@/words'
import type { Widget } from '../widget'

export const text: Widget = {
  type: 'text',
  blank: () => '',
  isEmpty: (value) => String(value ?? '').trim() === '',
  check: (value, field) => {
    const length = [...String(value ?? '').trim()].length
    return field.maxLength && length > field.maxLength
      ? [t('fields.faults.maxLength', { label: field.label, max: field.maxLength, n: length })]
      : []
  },
  tell: (value) => String(value ?? ''),
}
