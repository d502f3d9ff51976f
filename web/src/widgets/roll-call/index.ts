import type { FieldValue, RollMark, RollStatus } from '@/api/types'
import type { Widget } from '../widget'

const order: RollStatus[] = ['present', 'leave', 'absent']

/** What a tap on a name makes of its mark: present, on leave, absent, present. */
export const nextStatus = (status: RollStatus): RollStatus => order[(order.indexOf(status) + 1) % order.length] ?? 'present'

export function isRoll(value: FieldValue): value is RollMark[] {
  return Array.isArray(value) && value.every((mark) => typeof mark === 'object' && mark !== null && 'status' in mark)
}

export function countRoll(value: FieldValue): Record<RollStatus | 'all', number> {
  const roll = isRoll(value) ? value : []
  const count = (status: RollStatus) => roll.filter((mark) => mark.status === status).length
  return { present: count('present'), leave: count('leave'), absent: count('absent'), all: roll.length }
}

/** The roll of a unit with everybody present; marks already made stay. */
export function rollFrom(people: { id: string; name: string }[], marked: FieldValue): RollMark[] {
  const kept = new Map((isRoll(marked) ? marked : []).map((mark) => [mark.person, mark]))
  return people.map((one) => kept.get(one.id) ?? { person: one.id, name: one.name, status: 'present' })
}

export const rollCall: Widget = {
  type: 'roll-call',
  blank: () => [],
  isEmpty: (value) => !isRoll(value) || value.length === 0,
  check: () => [],
  tell: (value) => {
    const count = countRoll(value)
    return count.all ? `${count.present}／${count.all}` : ''
  },
  right: true,
}
