import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import '@/design/tokens.css'
import '@/design/ground.css'
import '@/design/parts.css'
import '@/design/element.css'
import { onSignedOut } from '@/api/client'
import { ended } from '@/api/session'
import { learn, locale } from '@/words'
import Desk from './Desk.vue'
import { keepOut } from '../gate'
import { routes } from './routes'

learn((await (locale === 'en' ? import('@/words/desk.en') : import('@/words/desk.zh-CN'))).default)
localStorage.setItem('shiji.face', 'desk')

const router = createRouter({
  history: createWebHistory('/desk/'),
  routes,
  // A page that keeps in its address what is chosen on it stays where it is.
  scrollBehavior: (to, from, saved) => saved ?? (to.meta.stays && to.path === from.path ? false : { top: 0 }),
})
keepOut(router)
// What stands on the page stays there; whoever comes back signs in over it and goes on.
onSignedOut(() => {
  ended.value = true
})

createApp(Desk).use(router).mount('#app')
