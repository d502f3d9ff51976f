import type { RouteRecordRaw } from 'vue-router'

/** The desk's pages of lists taken in: the start with the history, and one list on its way. */
export const importRoutes: RouteRecordRaw[] = [
  { path: '/import', component: () => import('./ImportListPage.vue'), meta: { needs: ['directory.import'] } },
  { path: '/import/:id', component: () => import('./ImportPage.vue'), props: true, meta: { needs: ['directory.import'] } },
]
