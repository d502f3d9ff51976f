import { t } from '@/words'
import type { Widget } from '../widget'

export const files: Widget = {
  type: 'files',
  blank: () => [],
  isEmpty: (value) => !Array.isArray(value) || value.length === 0,
  check: () => [],
  tell: (value) => (Array.isArray(value) && value.length ? t('fields.files.count', { n: value.length }) : ''),
  long: true,
}
