import { computed, ref, shallowRef } from 'vue'
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

/** What is asked next of somebody who signs in. */
export type EnteredStep = 'code' | 'password' | 'factor' | 'done'

/** Which face of the application this is. */
export const face = (): 'desk' | 'pocket' => (document.body.classList.contains('pocket') ? 'pocket' : 'desk')

/** Set where the session ended in the middle of work: the page stays as it is until somebody signs in again over it. */
export const ended = ref(false)

export async function signIn(username: string, password: string): Promise<EnteredStep> {
  return (await api.post<{ next: EnteredStep }>('/api/session', { username, password, face: face() })).next
}

/** Signs out; where the identity provider opened the session, the browser goes on there to end that too. */
export async function signOut(): Promise<void> {
  const answer = await api.delete<{ address: string } | undefined>('/api/session')
  session.value = null
  if (answer?.address) location.assign(answer.address)
}

export const demoAccounts = () => api.get<DemoAccount[]>('/api/session/demo-accounts')
