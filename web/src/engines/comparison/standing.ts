import { computed, ref, shallowRef } from 'vue'
import { api, asRefusal, type Refusal } from '@/api/client'
import { toast } from '@/design/toast'
import { CodePoints, type Span } from '@/widgets/codePoints'
import { overlap, type CommitmentChange, type CommitmentItem, type ComparisonView, type ResultItem, type Side, type StandingView } from './shapes'

/** One comparison on screen: loads it, sends corrections one after the other, and takes up what somebody else did meanwhile. */
export function useComparison(id: string) {
  const view = shallowRef<ComparisonView>()
  const failed = shallowRef<Refusal>()
  const saving = ref(0)
  const troubled = ref(false)
  let last: Promise<unknown> = Promise.resolve()

  const texts = computed(() => (view.value ? { plan: new CodePoints(view.value.plan.text), report: new CodePoints(view.value.report.text) } : undefined))
  const standing = computed(() => view.value?.standing)
  const commitments = computed<ReadonlyMap<number, CommitmentItem>>(() => new Map(standing.value?.commitments.map((one) => [one.no, one])))
  const results = computed<ReadonlyMap<number, ResultItem>>(() => new Map(standing.value?.results.map((one) => [one.no, one])))

  /** Which commitments a statement of the report tells, by its number. */
  const tells = computed<ReadonlyMap<number, CommitmentItem[]>>(() => {
    const found = new Map<number, CommitmentItem[]>()
    const all = standing.value?.results ?? []
    for (const commitment of standing.value?.commitments ?? [])
      for (const span of commitment.report)
        for (let at = firstAt(all, span[0]); at < all.length && (all[at]?.span[0] ?? 0) < span[1]; at++) {
          const result = all[at]
          if (!result || !overlap(result.span, span)) continue
          const list = found.get(result.no) ?? []
          if (!list.includes(commitment)) list.push(commitment)
          found.set(result.no, list)
        }
    return found
  })

  async function load(): Promise<void> {
    try {
      view.value = await api.get<ComparisonView>(`/api/comparisons/${id}`)
      failed.value = undefined
    } catch (error) {
      failed.value = asRefusal(error)
    }
  }

  function words(side: Side, span: Span): string {
    return texts.value?.[side].slice(span).replace(/\s+/g, ' ').trim() ?? ''
  }

  /** Sends a step on the version that stands when its turn comes; answers whether it was kept. */
  function step(send: (version: number) => Promise<StandingView | ComparisonView>): Promise<boolean> {
    saving.value++
    const mine = last.then(async () => {
      try {
        const answer = await send(view.value?.standing.version ?? 0)
        if (view.value) view.value = 'standing' in answer ? answer : { ...view.value, standing: answer }
        troubled.value = false
        return true
      } catch (error) {
        const refusal = asRefusal(error)
        troubled.value = true
        toast.failed(refusal)
        // Somebody else was quicker: go on from what stands now.
        if (refusal.status === 409 || refusal.status === 404) await load()
        return false
      } finally {
        saving.value--
      }
    })
    last = mine
    return mine
  }

  return {
    view,
    failed,
    saving,
    troubled,
    standing,
    commitments,
    results,
    tells,
    load,
    words,
    change: (no: number, change: CommitmentChange) => step((version) => api.patch<StandingView>(`/api/comparisons/${id}/commitments/${no}`, { version, ...change })),
    setAside: (no: number, aside: boolean) => step((version) => api.patch<StandingView>(`/api/comparisons/${id}/results/${no}`, { version, aside })),
    undo: () => step((version) => api.post<StandingView>(`/api/comparisons/${id}/undo`, { version })),
    again: () => step((version) => api.post<ComparisonView>(`/api/comparisons/${id}/match`, { version })),
    replace: (side: Side, file: File) => step((version) => api.upload<ComparisonView>(`/api/comparisons/${id}/documents/${side}?version=${version}`, file)),
    rename: (title: string) => step((version) => api.patch<ComparisonView>(`/api/comparisons/${id}`, { version, title })),
  }
}

export type Comparison = ReturnType<typeof useComparison>

/** The first of the sorted statements that may reach a place: the one before it may still cover it. */
export function firstAt(all: readonly { span: Span }[], place: number): number {
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.span[0] ?? 0) < place) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}
