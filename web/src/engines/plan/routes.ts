import type { RouteRecordRaw } from 'vue-router'

/** The desk's pages of plans: the list, the reader, the plan page, one commitment. */
export const planRoutes: RouteRecordRaw[] = []
