import type { RouteRecordRaw } from 'vue-router'
import { accessRoutes } from '@/engines/access/routes'
import { auditRoutes } from '@/engines/audit/routes'
import { comparisonRoutes } from '@/engines/comparison/routes'
import { directoryRoutes } from '@/engines/directory/routes'
import { peopleRoutes } from '@/engines/people/routes'
import { importRoutes } from '@/engines/imports/routes'
import { planRoutes } from '@/engines/plan/routes'
import { reportRoutes } from '@/engines/report/routes'

/**
 * Every page of the desk. `meta.rail` folds the navigation beside editors; `meta.bare` is outside the shell; of the
 * rights in `meta.needs` one must be held, or the page says so instead of showing tools that answer nothing.
 */
export const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('@/engines/session/SignIn.vue'), meta: { bare: true } },
  { path: '/welcome', component: () => import('@/engines/session/Welcome.vue'), meta: { bare: true } },
  { path: '/', component: () => import('@/engines/home/HomePage.vue') },
  ...importRoutes,
  ...planRoutes,
  ...reportRoutes,
  ...comparisonRoutes,
  ...accessRoutes,
  ...auditRoutes,
  ...directoryRoutes,
  ...peopleRoutes,
  { path: '/indicators', component: () => import('@/engines/indicator/IndicatorList.vue') },
  {
    path: '/indicators/:pack/:name',
    component: () => import('@/engines/indicator/IndicatorPage.vue'),
    props: (route) => ({ indicator: `${String(route.params.pack)}.${String(route.params.name)}` }),
  },
  { path: '/mechanisms', component: () => import('@/engines/mechanism/PackList.vue') },
  { path: '/mechanisms/:pack', component: () => import('@/engines/record/PackPage.vue'), props: true },
  { path: '/mechanisms/:pack/:kind/new', component: () => import('@/engines/record/RecordFormPage.vue'), props: true },
  { path: '/records/:id', component: () => import('@/engines/record/RecordPage.vue'), props: true },
  { path: '/records/:id/correct', component: () => import('@/engines/record/CorrectPage.vue'), props: true },
  { path: '/me/security', component: () => import('@/engines/session/SecurityPage.vue') },
  { path: '/:rest(.*)*', component: () => import('@/faces/MissingPage.vue') },
]
