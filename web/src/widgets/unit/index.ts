import { person } from '../person'
import type { Widget } from '../widget'

export const unit: Widget = { ...person, type: 'unit' }
