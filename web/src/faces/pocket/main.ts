import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import '@/design/tokens.css'
import '@/design/ground.css'
import '@/design/parts.css'
import '@/design/vant.css'
import { onSignedOut } from '@/api/client'
import { ended } from '@/api/session'
import { learn, locale } from '@/words'
import { keepOut } from '../gate'
import { useKeptType } from './type'
import Pocket from './Pocket.vue'
import { routes } from './routes'

learn((await (locale === 'en' ? import('@/words/pocket.en') : import('@/words/pocket.zh-CN'))).default)
localStorage.setItem('shiji.face', 'pocket')
useKeptType()

const router = createRouter({
  history: createWebHistory('/pocket/'),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})
keepOut(router)
// What stands on the page stays there; whoever comes back signs in over it and goes on.
onSignedOut(() => {
  ended.value = true
})

createApp(Pocket).use(router).mount('#app')
