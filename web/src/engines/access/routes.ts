import type { RouteRecordRaw } from 'vue-router'

const keepers = ['account.keep', 'grant.give', 'audit.read'] as const

/** The desk's pages on accounts and roles. */
export const accessRoutes: RouteRecordRaw[] = [
  { path: '/accounts', component: () => import('./AccountListPage.vue'), meta: { needs: keepers } },
  { path: '/accounts/:id', component: () => import('./AccountPage.vue'), props: true, meta: { needs: keepers } },
  { path: '/rights', component: () => import('./RightsPage.vue'), meta: { stays: true, needs: keepers } },
  { path: '/approvals', component: () => import('./ApprovalsPage.vue') },
  { path: '/security', component: () => import('./SecurityRulesPage.vue'), meta: { needs: ['security.set', 'audit.read'] } },
]
