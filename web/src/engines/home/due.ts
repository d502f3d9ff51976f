import type { DueItem } from '@/api/types'
import type { State } from '@/design/StateMark.vue'

export type DueGroup = 'late' | 'today' | 'week' | 'later' | 'open'

function groupOf(item: DueItem): DueGroup {
  const days = item.daysLeft
  if (days === null || days === undefined) return 'open'
  if (days < 0) return 'late'
  if (days === 0) return 'today'
  return days <= 7 ? 'week' : 'later'
}

/** Things due, grouped by how pressing they are; the longest late first, then the nearest. */
export function groupsOf(items: DueItem[]): { name: DueGroup; items: DueItem[] }[] {
  const order: DueGroup[] = ['late', 'today', 'week', 'open', 'later']
  return order
    .map((name) => ({
      name,
      items: items.filter((item) => groupOf(item) === name).sort((a, b) => (a.daysLeft ?? 0) - (b.daysLeft ?? 0)),
    }))
    .filter((group) => group.items.length > 0)
}

export function dueState(item: DueItem): State {
  const group = groupOf(item)
  return group === 'late' ? 'late' : group === 'today' ? 'soon' : 'running'
}
