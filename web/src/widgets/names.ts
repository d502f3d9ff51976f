import { shallowRef } from 'vue'
import { api } from '@/api/client'
import type { Page, PersonView, UnitView } from '@/api/types'

/** Names behind ids, filled by whatever was fetched; a list reads them to tell people and units by name. */
export const names = shallowRef(new Map<string, string>())

function remember(found: { id: string | number; name: string }[]): void {
  const next = new Map(names.value)
  for (const one of found) next.set(String(one.id), one.name)
  names.value = next
}

const people = new Map<number, Promise<PersonView[]>>()
const units = new Map<string, Promise<UnitView[]>>()

async function kept<K, T extends { id: string | number; name: string }>(shelf: Map<K, Promise<T[]>>, key: K, fetch: () => Promise<T[]>): Promise<T[]> {
  let asked = shelf.get(key)
  if (!asked) {
    asked = fetch()
    shelf.set(key, asked)
    asked.then(remember, () => shelf.delete(key))
  }
  return asked
}

/** The people of a unit, fetched once a visit. */
export const peopleOf = (unit: number) => kept(people, unit, () => api.get<PersonView[]>('/api/people', { unit }))

/** All units of the caller's reach, fetched page by page, so that none is missing in a form. */
async function ownUnits(): Promise<UnitView[]> {
  const all: UnitView[] = []
  for (let page = 1; ; page++) {
    const next = await api.get<Page<UnitView>>('/api/units', { page, size: 1000 })
    all.push(...next.items)
    if (!next.items.length || all.length >= next.total) return all
  }
}

/** Units to choose from: `own` those of the caller's scope, `neighbours` those across the border of a unit. */
export const unitsOf = (of: string, unit: number | undefined) =>
  of === 'neighbours'
    ? kept(units, `${of} ${unit}`, () => api.get<UnitView[]>('/api/units/neighbours', { unit }))
    : kept(units, of, ownUnits)

/** A value that stands for somebody or some unit, by name. The server may already have told the name. */
export function nameOf(value: unknown): string {
  if (value && typeof value === 'object' && 'name' in value) return String((value as { name: unknown }).name)
  if (value === null || value === undefined) return ''
  const known = names.value.get(String(value))
  return known ?? (/^[0-9a-f]{8}-/.test(String(value)) || typeof value === 'number' ? '…' : String(value))
}
