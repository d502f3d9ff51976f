import type { RouteRecordRaw } from 'vue-router'

/** The desk's pages of reports: the list and the editor. */
export const reportRoutes: RouteRecordRaw[] = [
  { path: '/reports', component: () => import('./ReportListPage.vue') },
  { path: '/reports/:id', component: () => import('./ReportEditorPage.vue'), props: true, meta: { rail: true } },
]
