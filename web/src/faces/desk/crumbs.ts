import { onScopeDispose, shallowRef, watchEffect } from 'vue'
import { t } from '@/words'

/** One step of the way shown in the top bar; the last one has no link. */
export interface Crumb {
  label: string
  to?: string
}

export const crumbs = shallowRef<Crumb[]>([])

/** A page tells its way here; the last step is the page's name and the window's title too. */
export function useCrumbs(way: () => Crumb[]): void {
  let mine: Crumb[] = []
  watchEffect(() => {
    mine = way()
    crumbs.value = mine
    const name = mine.at(-1)?.label
    document.title = name ? `${name} · ${t('parts.name')}` : t('parts.name')
  })
  onScopeDispose(() => {
    if (crumbs.value === mine) crumbs.value = []
  })
}
