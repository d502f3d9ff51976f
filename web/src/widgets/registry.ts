import type { FieldType, FieldValue, FieldValues, FieldView } from '@/api/types'
import { t } from '@/words'
import { choice } from './choice'
import { date } from './date'
import { decimal } from './decimal'
import { files } from './files'
import { integer } from './integer'
import { longText } from './long-text'
import { person } from './person'
import { photos } from './photos'
import { rollCall } from './roll-call'
import { text } from './text'
import { unit } from './unit'
import { units } from './units'
import type { Widget } from './widget'

/** Every field type a mechanism may use. A type added here must be drawn by both faces (desk.ts, pocket.ts). */
export const widgets: Record<FieldType, Widget> = {
  text,
  'long-text': longText,
  integer,
  decimal,
  date,
  choice,
  person,
  unit,
  units,
  'roll-call': rollCall,
  photos,
  files,
}

/** The widget of a field; a type this version does not know is treated as a line of text. */
export function widgetOf(field: FieldView): Widget {
  return widgets[field.type] ?? text
}

/** Everything wrong with what was filled in, by the name of the field. */
export function faultsOf(fields: FieldView[], values: FieldValues): Record<string, string[]> {
  const faults: Record<string, string[]> = {}
  for (const field of fields) {
    const widget = widgetOf(field)
    const value = values[field.name]
    const found = widget.isEmpty(value)
      ? field.required
        ? [t('fields.faults.required', { label: field.label })]
        : []
      : widget.check(value, field)
    if (found.length) faults[field.name] = found
  }
  return faults
}

export function blankValues(fields: FieldView[]): FieldValues {
  return Object.fromEntries(fields.map((field) => [field.name, widgetOf(field).blank(field)]))
}

/** The values as they are sent: what is empty is left out, text without blanks around it. */
export function sentValues(fields: FieldView[], values: FieldValues): FieldValues {
  const sent: FieldValues = {}
  for (const field of fields) {
    const value = values[field.name]
    if (!widgetOf(field).isEmpty(value)) sent[field.name] = typeof value === 'string' ? value.trim() : value
  }
  return sent
}

/** One value in words, with its unit of measure. */
export function tellValue(field: FieldView, value: FieldValue): string {
  const widget = widgetOf(field)
  if (widget.isEmpty(value)) return ''
  return `${widget.tell(value, field)}${field.unit ?? ''}`
}
