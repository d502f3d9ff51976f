import type { Router } from 'vue-router'
import { askSession, session } from '@/api/session'

/** Leads whoever is not signed in to the door, and afterwards to where they wanted to go. */
export function keepOut(router: Router): void {
  router.beforeEach(async (to) => {
    if (session.value === undefined) {
      try {
        await askSession()
      } catch {
        session.value = null
      }
    }
    // A one-time link is for whoever holds it, also where somebody else is signed in.
    if (to.path === '/welcome') return true
    if (to.path === '/sign-in') return session.value ? '/' : true
    return session.value ? true : { path: '/sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  })
}
