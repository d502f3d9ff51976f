import { computed, shallowRef } from 'vue'
import { api, Refusal } from './client'
import type { DemoAccount, SessionView } from './types'

/** Who is at the keyboard; undefined until asked, null when nobody is signed in. */
export const session = shallowRef<SessionView | null>()

/** Whether this account may do a thing, as the server named it: `record.enter`, `plan.edit` … */
export function may(right: SessionView['may'][number]): boolean {
  return session.value?.may.includes(right) ?? false
}

export const mayWrite = computed(() => may('record.enter'))

export async function askSession(): Promise<SessionView | null> {
  try {
    session.value = await api.get<SessionView>('/api/session')
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 401) throw error
    session.value = null
  }
  return session.value ?? null
}

export async function signIn(username: string, password: string): Promise<void> {
  await api.post('/api/session', { username, password })
  await askSession()
}

export async function signOut(): Promise<void> {
  await api.delete('/api/session')
  session.value = null
}

export const demoAccounts = () => api.get<DemoAccount[]>('/api/session/demo-accounts')
