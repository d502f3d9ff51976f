import type { RouteRecordRaw } from 'vue-router'

/** Every page of the pocket. `meta.bare` pages have no bar of doors below. */
export const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('@/engines/session/SignIn.vue'), meta: { bare: true } },
  { path: '/', component: () => import('@/engines/home/pocket/PocketHome.vue') },
  { path: '/records', component: () => import('@/engines/record/pocket/PocketRecords.vue') },
  { path: '/records/:id', component: () => import('@/engines/record/pocket/PocketRecord.vue'), props: true, meta: { bare: true } },
  { path: '/records/:id/saved', component: () => import('@/engines/record/pocket/PocketSaved.vue'), props: true, meta: { bare: true } },
  { path: '/add', component: () => import('@/engines/record/pocket/PocketChoose.vue') },
  { path: '/mechanisms/:pack/:kind/new', component: () => import('@/engines/record/pocket/PocketForm.vue'), props: true, meta: { bare: true } },
  { path: '/mechanisms/:pack', component: () => import('@/engines/record/pocket/PocketChoose.vue'), props: true },
  { path: '/me', component: () => import('./PocketMe.vue') },
  { path: '/me/security', component: () => import('@/engines/session/PocketSecurity.vue'), meta: { bare: true } },
  { path: '/:rest(.*)*', component: () => import('./PocketMissing.vue') },
]
