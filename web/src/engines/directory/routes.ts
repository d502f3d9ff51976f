import type { RouteRecordRaw } from 'vue-router'

/** The desk's pages of units: the trees, one unit, and the merging of several. */
export const directoryRoutes: RouteRecordRaw[] = [
  { path: '/units', component: () => import('./UnitTreePage.vue'), meta: { stays: true } },
  { path: '/units/merge', component: () => import('./MergePage.vue'), meta: { needs: ['unit.change'] } },
  { path: '/units/:id(\\d+)', component: () => import('./UnitPage.vue'), props: (route) => ({ id: Number(route.params.id) }), meta: { stays: true } },
]
