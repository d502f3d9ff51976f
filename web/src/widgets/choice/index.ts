import { t } from '@/words'
import { text } from '../text'
import type { Widget } from '../widget'

export const choice: Widget = {
  ...text,
  type: 'choice',
  blank: () => null,
  check: (value, field) =>
    (field.options ?? []).some((option) => option.value === value) ? [] : [t('fields.faults.choice', { label: field.label })],
  tell: (value, field) => field.options?.find((option) => option.value === value)?.label ?? String(value ?? ''),
}
