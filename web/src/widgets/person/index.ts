import { nameOf } from '../names'
import { text } from '../text'
import type { Widget } from '../widget'

export const person: Widget = {
  ...text,
  type: 'person',
  blank: () => null,
  isEmpty: (value) => !value,
  check: () => [],
  tell: (value) => nameOf(value),
}
