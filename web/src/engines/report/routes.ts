import type { RouteRecordRaw } from 'vue-router'

/** The desk's pages of reports: the list and the editor. */
export const reportRoutes: RouteRecordRaw[] = []
