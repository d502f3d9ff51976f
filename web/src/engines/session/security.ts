import { api } from '@/api/client'
import { face, type EnteredStep } from '@/api/session'
import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type MySecurity = Schemas['MySecurityView']
export type SessionItem = Schemas['SessionItem']
export type FactorSetup = Schemas['SetupView']
export type Ways = Schemas['WaysView']

/** Signing in step by step; each answers with what is asked next. */
export const steps = {
  code: async (code: string): Promise<EnteredStep> => (await api.post<{ next: EnteredStep }>('/api/session/code', { code })).next,
  password: async (password: string): Promise<EnteredStep> => (await api.post<{ next: EnteredStep }>('/api/session/password', { password })).next,
  setUp: () => api.post<FactorSetup>('/api/session/factor'),
  confirm: async (code: string): Promise<string[]> => (await api.post<{ codes: string[] }>('/api/session/factor/confirm', { code })).codes,
}

export const ways = () => api.get<Ways>('/api/session/ways')

/** Goes to the site's identity provider; the browser comes back signed in, or to the sign-in page with the reason. */
export async function toProvider(next: string): Promise<void> {
  location.assign((await api.post<{ address: string }>('/api/session/provider', { face: face(), next })).address)
}

/** What guards the own account. */
export const mine = {
  security: () => api.get<MySecurity>('/api/me/security'),
  sessions: () => api.get<SessionItem[]>('/api/me/sessions'),
  end: (id: string) => api.delete(`/api/me/sessions/${id}`),
  endOthers: () => api.delete('/api/me/sessions'),
  changePassword: (old: string, password: string) => api.put('/api/me/password', { old, password }),
  setUp: () => api.post<FactorSetup>('/api/me/factor'),
  confirm: async (code: string): Promise<string[]> => (await api.post<{ codes: string[] }>('/api/me/factor/confirm', { code })).codes,
  newCodes: async (): Promise<string[]> => (await api.post<{ codes: string[] }>('/api/me/factor/codes')).codes,
  removeFactor: () => api.delete('/api/me/factor'),
  async toProvider(): Promise<void> {
    location.assign((await api.post<{ address: string }>('/api/me/provider', { face: face(), next: '/me/security' })).address)
  },
  bind: () => api.post('/api/me/identity'),
  loose: () => api.delete('/api/me/identity'),
  passwordSignIn: (on: boolean) => api.put('/api/me/password-sign-in', { on }),
}

/** Shows password or code once more, before something that needs it. */
export const confirmPerson = (given: { password: string } | { code: string }) => api.post('/api/session/confirm', given)
