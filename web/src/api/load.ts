import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { asRefusal, type Refusal } from './client'

/** One thing fetched for a screen, with the four faces every list has. */
export interface Loaded<T> {
  data: ShallowRef<T | undefined>
  error: ShallowRef<Refusal | undefined>
  /** True from 0.3 s after asking, so that quick answers never flicker. */
  waiting: Ref<boolean>
  /** True while any question is open. */
  busy: Ref<boolean>
  reload: () => Promise<void>
}

/**
 * Fetches now and again whenever `depends` changes. What was shown stays until the new answer is there; an answer that
 * was overtaken by a later question is dropped.
 */
export function useLoad<T>(fetcher: () => Promise<T>, depends?: () => unknown): Loaded<T> {
  const data = shallowRef<T>()
  const error = shallowRef<Refusal>()
  const waiting = ref(false)
  const busy = ref(false)
  let question = 0

  async function reload(): Promise<void> {
    const mine = ++question
    busy.value = true
    const slow = setTimeout(() => mine === question && (waiting.value = true), 300)
    try {
      const answer = await fetcher()
      if (mine !== question) return
      data.value = answer
      error.value = undefined
    } catch (thrown) {
      if (mine === question) error.value = asRefusal(thrown)
    } finally {
      clearTimeout(slow)
      if (mine === question) {
        waiting.value = false
        busy.value = false
      }
    }
  }

  if (depends) watch(depends, () => void reload(), { immediate: true, deep: true })
  else void reload()
  onScopeDispose(() => question++)
  return { data, error, waiting, busy, reload }
}
