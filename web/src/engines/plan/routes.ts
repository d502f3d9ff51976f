import type { RouteRecordRaw } from 'vue-router'

/** The desk's pages of plans: the list, the reader, the plan page, one commitment. */
export const planRoutes: RouteRecordRaw[] = [
  { path: '/plans', component: () => import('./PlanListPage.vue') },
  { path: '/plans/:id', component: () => import('./PlanPage.vue'), props: true },
  { path: '/plans/:id/read', component: () => import('./PlanReaderPage.vue'), props: true, meta: { rail: true } },
  { path: '/plans/:id/difference', component: () => import('./PlanDifferencePage.vue'), props: true },
  { path: '/commitments/:id', component: () => import('./CommitmentLink.vue'), props: true },
]
