import { ref } from 'vue'
import { asRefusal } from '@/api/client'
import { refusalTitle, refusalWords } from '@/telling/refusals'

/** A short word at the foot of the page about what just happened. */
export interface Toast {
  id: number
  tone: 'done' | 'failed' | 'note'
  title: string
  words?: string
  action?: { label: string; run: () => void }
}

export const toasts = ref<Toast[]>([])
let last = 0

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}

function show(toast: Omit<Toast, 'id'>, seconds: number): void {
  const id = ++last
  toasts.value = [...toasts.value.slice(-2), { ...toast, id }]
  setTimeout(() => dismiss(id), seconds * 1000)
}

export const toast = {
  done: (title: string, action?: Toast['action']) => show({ tone: 'done', title, action }, action ? 10 : 4),
  note: (title: string, words?: string) => show({ tone: 'note', title, words }, 6),
  /** A refusal or any thrown error, in the server's own words; it stays long enough to be read. */
  failed: (error: unknown) => {
    const refusal = asRefusal(error)
    show({ tone: 'failed', title: refusalTitle(refusal), words: [refusalWords(refusal), ...refusal.faults.map((f) => f.message)].join(' ') }, 12)
  },
}
