import { locale } from '@/words'
import type { FaultView } from './types'

/** What the server said no to, in words a person can read; `faults` names each place that has to change. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly faults: FaultView[] = [],
  ) {
    super(detail || title)
    this.name = 'Refusal'
  }

  /** No answer came at all: what was sent may or may not have arrived, so sending again must be safe. */
  get unanswered(): boolean {
    return this.status === 0
  }
}

/** Anything thrown, as a refusal, so that a screen has one kind of error to show. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal(0, 'client.failed', '', error instanceof Error ? error.message : String(error))
}

type Query = Record<string, string | number | boolean | null | undefined>

/** A path with its query; empty parts are left out. */
export function address(path: string, query: Query = {}): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
  return parts.length ? `${path}?${parts.join('&')}` : path
}

let signedOut: () => void = () => {}

/** What to do when the session has ended in the middle of work. */
export function onSignedOut(action: () => void): void {
  signedOut = action
}

function csrf(): string | undefined {
  const found = /(?:^|;\s*)XSRF-TOKEN=([^;]+)/.exec(document.cookie)
  return found?.[1] ? decodeURIComponent(found[1]) : undefined
}

function headers(method: string, more: Record<string, string> = {}): Record<string, string> {
  const token = csrf()
  return {
    Accept: 'application/json, application/problem+json',
    'Accept-Language': locale,
    ...(method !== 'GET' && token ? { 'X-XSRF-TOKEN': token } : {}),
    ...more,
  }
}

function refusalFrom(status: number, text: string): Refusal {
  try {
    const problem = JSON.parse(text) as Partial<Refusal>
    return new Refusal(status, problem.code ?? `http.${status}`, problem.title ?? '', problem.detail ?? '', problem.faults ?? [])
  } catch {
    return new Refusal(status, `http.${status}`, '', '')
  }
}

/** Says that a page asks of its own accord: no sign that anybody sits before it. */
const ofItself = { 'X-Of-Itself': 'yes' }

async function call<T>(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<T> {
  let answer: Response
  try {
    answer = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: headers(method, body === undefined ? more : { ...more, 'Content-Type': 'application/json' }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch {
    throw new Refusal(0, 'client.no-answer', '', '')
  }
  const text = await answer.text()
  if (!answer.ok) {
    if (answer.status === 401 && !path.startsWith('/api/session')) signedOut()
    throw refusalFrom(answer.status, text)
  }
  return (text ? JSON.parse(text) : undefined) as T
}

async function fileOf(answer: Response, name: string): Promise<File> {
  const given = /filename\*=UTF-8''([^;]+)/i.exec(answer.headers.get('Content-Disposition') ?? '')?.[1]
  return new File([await answer.blob()], given ? decodeURIComponent(given) : name)
}

export const api = {
  get: <T>(path: string, query?: Query) => call<T>('GET', address(path, query)),
  /** As `get`, but of the page's own accord, so that it does not keep a session alive. */
  glance: <T>(path: string, query?: Query) => call<T>('GET', address(path, query), undefined, ofItself),
  post: <T>(path: string, body?: unknown) => call<T>('POST', path, body),
  put: <T>(path: string, body: unknown) => call<T>('PUT', path, body),
  patch: <T>(path: string, body: unknown) => call<T>('PATCH', path, body),
  delete: <T = void>(path: string) => call<T>('DELETE', path),

  /** Sends one file; `progress` hears the share already sent, 0 to 1. */
  upload<T>(path: string, file: File, progress: (share: number) => void = () => {}): Promise<T> {
    return api.uploads<T>(path, { file }, progress)
  },

  /** Sends several files, each under the name of its field. */
  uploads<T>(path: string, files: Record<string, File>, progress: (share: number) => void = () => {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('POST', path)
      for (const [name, value] of Object.entries(headers('POST'))) request.setRequestHeader(name, value)
      request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total)
      request.onerror = () => reject(new Refusal(0, 'client.no-answer', '', ''))
      request.onload = () => {
        if (request.status >= 200 && request.status < 300) {
          resolve((request.responseText ? JSON.parse(request.responseText) : undefined) as T)
          return
        }
        if (request.status === 401) signedOut()
        reject(refusalFrom(request.status, request.responseText))
      }
      const form = new FormData()
      for (const [name, file] of Object.entries(files)) form.append(name, file)
      request.send(form)
    })
  },

  /** Fetches a file that is asked for with a body, such as a list with its filters and a purpose. */
  async fileFor(path: string, body: unknown, name: string): Promise<File> {
    let answer: Response
    try {
      answer = await fetch(path, { method: 'POST', credentials: 'same-origin', headers: headers('POST', { 'Content-Type': 'application/json' }), body: JSON.stringify(body) })
    } catch {
      throw new Refusal(0, 'client.no-answer', '', '')
    }
    if (!answer.ok) {
      if (answer.status === 401) signedOut()
      throw refusalFrom(answer.status, await answer.text())
    }
    return fileOf(answer, name)
  },

  /** Fetches a file, under the name the server gives it, or else the given one. */
  async file(path: string, name: string): Promise<File> {
    let answer: Response
    try {
      answer = await fetch(path, { credentials: 'same-origin', headers: headers('GET') })
    } catch {
      throw new Refusal(0, 'client.no-answer', '', '')
    }
    if (!answer.ok) {
      if (answer.status === 401) signedOut()
      throw refusalFrom(answer.status, await answer.text())
    }
    return fileOf(answer, name)
  },
}
