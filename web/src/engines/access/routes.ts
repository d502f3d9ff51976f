import type { RouteRecordRaw } from 'vue-router'

/** The desk's pages on accounts and roles. */
export const accessRoutes: RouteRecordRaw[] = [
  { path: '/accounts', component: () => import('./AccountListPage.vue') },
  { path: '/accounts/:id', component: () => import('./AccountPage.vue'), props: true },
  { path: '/rights', component: () => import('./RightsPage.vue'), meta: { stays: true } },
  { path: '/approvals', component: () => import('./ApprovalsPage.vue') },
  { path: '/security', component: () => import('./SecurityRulesPage.vue') },
]
