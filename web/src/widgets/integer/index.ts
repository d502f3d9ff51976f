import { tellNumber } from '@/telling/figures'
import { t } from '@/words'
import type { FieldValue, FieldView } from '@/api/types'
import type { Widget } from '../widget'

/** Faults every number can have: it is none, it is too small, it is too large. */
export function outside(value: number, field: FieldView): string[] {
  if (field.min !== null && field.min !== undefined && value < field.min) return [t('fields.faults.min', { label: field.label, min: field.min })]
  if (field.max !== null && field.max !== undefined && value > field.max) return [t('fields.faults.max', { label: field.label, max: field.max })]
  return []
}

/** What was typed, as a number; what is none stays text, so that it can be shown again and told to be wrong. */
export function readNumber(typed: string): FieldValue {
  const plain = typed
    .trim()
    .replace(/[０-９．－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[,，\s]/g, '')
  if (plain === '') return null
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : typed
}

export const integer: Widget = {
  type: 'integer',
  blank: () => null,
  isEmpty: (value) => value === null || value === undefined || value === '',
  check: (value, field) =>
    typeof value === 'number' && Number.isInteger(value) ? outside(value, field) : [t('fields.faults.integer', { label: field.label })],
  tell: (value) => (typeof value === 'number' ? tellNumber(value) : String(value ?? '')),
  right: true,
}
