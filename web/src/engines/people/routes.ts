import type { RouteRecordRaw } from 'vue-router'

/** The desk's pages of people and posts. */
export const peopleRoutes: RouteRecordRaw[] = [
  { path: '/people', component: () => import('./PeoplePage.vue') },
  { path: '/people/:id', component: () => import('./PersonPage.vue'), props: true },
  { path: '/posts', component: () => import('./PostsPage.vue') },
]
