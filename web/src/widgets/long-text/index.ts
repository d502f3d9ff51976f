import { text } from '../text'
import type { Widget } from '../widget'

export const longText: Widget = { ...text, type: 'long-text', long: true }
