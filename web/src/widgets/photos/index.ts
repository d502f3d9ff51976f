import { files } from '../files'
import type { Widget } from '../widget'

export const photos: Widget = { ...files, type: 'photos' }
