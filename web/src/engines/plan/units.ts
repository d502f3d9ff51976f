import { shallowRef } from 'vue'
import { api } from '@/api/client'
import type { IndicatorView, UnitView } from '@/api/types'

/** The units a plan can hold answerable, asked for once a visit. */
export const assignable = shallowRef<UnitView[]>()
/** Every indicator the caller may bind a target to. */
export const indicators = shallowRef<IndicatorView[]>()

export async function loadAssignable(): Promise<void> {
  assignable.value ??= await api.get<UnitView[]>('/api/units/assignable')
}

export async function loadIndicators(): Promise<void> {
  indicators.value = await api.get<IndicatorView[]>('/api/indicators')
}
