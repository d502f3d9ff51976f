import type { RouteRecordRaw } from 'vue-router'

/** The desk's pages of comparisons: the list, and one plan against one report. */
export const comparisonRoutes: RouteRecordRaw[] = [
  { path: '/comparisons', component: () => import('./ComparisonListPage.vue') },
  { path: '/comparisons/:id', component: () => import('./ComparisonPage.vue'), props: true, meta: { rail: true, stays: true } },
]
