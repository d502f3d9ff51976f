import type { FieldView } from '@/api/types'
import { peopleOf, unitsOf } from './names'

export interface Option {
  value: string | number
  label: string
  note: string
}

/** Whom or what a field lets one choose: people of the record's unit, or units. */
export async function optionsOf(field: FieldView, unit: number | undefined): Promise<Option[]> {
  if (field.type === 'person') {
    if (unit === undefined) return []
    return (await peopleOf(unit)).filter((one) => field.of !== 'cadres' || one.cadre !== false).map((one) => ({ value: one.id, label: one.name, note: one.title ?? '' }))
  }
  return (await unitsOf(field.of ?? 'own', unit)).map((one) => ({ value: one.id, label: one.name, note: one.parentName ?? '' }))
}
