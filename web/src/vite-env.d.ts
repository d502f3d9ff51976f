/// <reference types="vite/client" />
import 'vue-router'
import type { SessionView } from '@/api/types'

declare module 'vue-router' {
  interface RouteMeta {
    /** Folds the desk's navigation to a rail, for editors. */
    rail?: boolean
    /** Of these rights one must be held to open the page; without it, everybody signed in may. */
    needs?: readonly SessionView['may'][number][]
    /** Stands outside the shell, such as the sign-in page. */
    bare?: boolean
  }
}
