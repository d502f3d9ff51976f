import { inject, type Component, type InjectionKey, type Ref } from 'vue'
import type { FieldType, FieldValue, FieldView } from '@/api/types'

/** What a field type knows without a screen: its first value, what is wrong with a value, how it is told. */
export interface Widget {
  type: FieldType
  /** The value a new form begins with. */
  blank: (field: FieldView) => FieldValue
  /** True where nothing is filled in. */
  isEmpty: (value: FieldValue) => boolean
  /** What is wrong with a value that is there, in words; [] when it is right. */
  check: (value: FieldValue, field: FieldView) => string[]
  /** The value in one short line, for lists. */
  tell: (value: FieldValue, field: FieldView) => string
  /** Figures stand right in tables. */
  right?: boolean
  /** True where a list has no room for it. */
  long?: boolean
}

/** How a face draws a field type. Both get `field`, `modelValue`, `inputId`, `invalid`; they emit `update:modelValue`. */
export type WidgetInputs = Record<FieldType, Component>

/** What a field may need to know of the form it stands in. */
export interface FormPlace {
  pack: string
  kind: string
  unit: Readonly<Ref<number>>
}

const key: InjectionKey<FormPlace> = Symbol('form place')
export const formPlaceKey = key

export function useFormPlace(): FormPlace | undefined {
  return inject(key, undefined)
}
