import { t } from '@/words'
import { nameOf } from '../names'
import type { Widget } from '../widget'

export const units: Widget = {
  type: 'units',
  blank: () => [],
  isEmpty: (value) => !Array.isArray(value) || value.length === 0,
  check: () => [],
  tell: (value) => (Array.isArray(value) ? value.map(nameOf).join(t('parts.and')) : ''),
}
