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
  /** A newer toast of the same slot takes its place. */
  slot?: string
}

export const toasts = ref<Toast[]>([])
let last = 0

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}

function show(toast: Omit<Toast, 'id'>, seconds: number): void {
  const id = ++last
  const others = toasts.value.filter((one) => !toast.slot || one.slot !== toast.slot)
  toasts.value = [...others.slice(-2), { ...toast, id }]
  setTimeout(() => dismiss(id), seconds * 1000)
}

export const toast = {
  done: (title: string, action?: Toast['action'], slot?: string) => show({ tone: 'done', title, action, slot }, action ? 10 : 4),
  note: (title: string, words?: string) => show({ tone: 'note', title, words }, 6),
  /** A refusal or any thrown error, in the server's own words; it stays long enough to be read. */
  failed: (error: unknown) => {
    const refusal = asRefusal(error)
    show({ tone: 'failed', title: refusalTitle(refusal), words: [refusalWords(refusal), ...refusal.faults.map((f) => f.message)].join(' ') }, 12)
  },
}
