/// <reference types="vite/client" />
import 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** Folds the desk's navigation to a rail, for editors. */
    rail?: boolean
    /** Stands outside the shell, such as the sign-in page. */
    bare?: boolean
  }
}
