import { computed, onScopeDispose, reactive, ref, shallowRef } from 'vue'
import { address, api, asRefusal, type Refusal } from '@/api/client'
import type { FaultView } from '@/api/types'
import type { Acceptance, DraftChange, DraftStanding, DutyChange, FigureChange, FigureItem, NodeChange, NodeView, PlanView, TurnView } from './shapes'
import type { Place } from './shaping'
import { countsOf, merged, rowsOf, withNode, type Row } from './tree'

/** How far the saving of one place is. */
export interface Saving {
  state: 'saving' | 'saved' | 'failed'
  at: number
  faults: FaultView[]
  words: string
}

export type ConflictField = keyof NodeChange | 'units' | 'figure'

/** A change that was refused because somebody changed the same node meanwhile; nothing of it is lost. */
export interface Conflict {
  node: string
  place: string
  /** Who changed what and when, in the server's words. */
  words: string
  /** What was to be changed: a word of `plan.conflict.field`, and how it read. */
  mine: { field: ConflictField; words: string }[]
  /** True where the node is no longer there. */
  gone: boolean
  again: () => Promise<boolean>
}

const MEANWHILE = ['plan.edited-meanwhile', 'plan.gone-meanwhile']
/** How often the page asks what others did. */
const LOOK_SECONDS = 15

/**
 * A plan that is being corrected. Every change shows at once, is sent at once, one after the other, and stays in place with
 * the server's words where it is refused. Answers tell all that changed since the page last saw the draft.
 */
export function useDraft(id: string, version: () => number | undefined) {
  const plan = shallowRef<PlanView>()
  const failed = shallowRef<Refusal>()
  const savings = reactive(new Map<string, Saving>())
  const conflicts = shallowRef<Conflict[]>([])
  const standing = shallowRef<DraftStanding>({ last: 0 })
  const lastSaved = ref<number>()
  const open = ref(0)
  let queue: Promise<unknown> = Promise.resolve()
  /** Answers that wait until nothing is under way, so that they do not draw over what was changed since. */
  let waiting: DraftChange[] = []
  let gone = false

  let lastRows: Row[] = []
  const rows = computed(() => (lastRows = rowsOf(plan.value?.nodes ?? [], lastRows)))
  const byId = computed(() => new Map(rows.value.map((row) => [row.node.id, row])))
  const counts = computed(() => countsOf(rows.value))
  const mayEdit = computed(() => plan.value?.state === 'draft' && plan.value.mayEdit !== false)
  const troubled = computed(() => [...savings.values()].some((saving) => saving.state === 'failed'))

  async function load(): Promise<void> {
    try {
      const answer = await api.get<PlanView>(`/api/plans/${id}`, { version: version() })
      waiting = []
      plan.value = answer
      standing.value = answer.edits ?? { last: 0 }
      failed.value = undefined
    } catch (error) {
      failed.value = asRefusal(error)
    }
  }

  function changeNode(node: string, change: (node: NodeView) => NodeView | null): void {
    if (plan.value) plan.value = { ...plan.value, nodes: withNode(plan.value.nodes, node, change) }
  }

  function path(rest: string): string {
    return address(`/api/plans/${id}/${rest}`, { seen: standing.value.last })
  }

  /** Takes in what the server tells to have changed. */
  function take(change: DraftChange): void {
    standing.value = { last: change.last, undo: change.undo, redo: change.redo }
    waiting.push(change)
    if (open.value === 0) settle()
  }

  function settle(): void {
    const arrived = waiting
    waiting = []
    if (!plan.value || !arrived.length) return
    if (arrived.some((change) => change.anew)) {
      void load()
      return
    }
    let nodes = plan.value.nodes
    for (const change of arrived) nodes = merged(nodes, change.nodes, change.removed)
    if (nodes !== plan.value.nodes) plan.value = { ...plan.value, nodes }
  }

  /** Sends one request after all before it. `question` is asked when its turn has come, with what was seen by then. */
  function send(question: () => Promise<DraftChange>): Promise<DraftChange> {
    open.value++
    const mine = queue.then(question)
    queue = mine.catch(() => {})
    return mine.then(
      (change) => {
        open.value--
        if (!gone) take(change)
        return change
      },
      (error: unknown) => {
        open.value--
        if (!gone && open.value === 0) settle()
        throw error
      },
    )
  }

  /** A change of one place: it has been drawn already, and stays in sight to be mended where it is refused. */
  async function save(node: string, place: string, mine: Conflict['mine'], draw: () => void, question: () => Promise<DraftChange>): Promise<boolean> {
    draw()
    savings.set(place, { state: 'saving', at: Date.now(), faults: [], words: '' })
    conflicts.value = conflicts.value.filter((one) => one.place !== place)
    try {
      await send(question)
      lastSaved.value = Date.now()
      savings.set(place, { state: 'saved', at: Date.now(), faults: [], words: '' })
      return true
    } catch (error) {
      const refusal = asRefusal(error)
      const met = MEANWHILE.includes(refusal.code)
      // What met another change is told where one chooses between the two.
      savings.set(place, { state: 'failed', at: Date.now(), faults: refusal.faults, words: met ? '' : refusal.detail || refusal.title })
      if (met) {
        const isGone = refusal.code === 'plan.gone-meanwhile'
        conflicts.value = [...conflicts.value, { node, place, words: refusal.detail, mine, gone: isGone, again: () => save(node, place, mine, draw, question) }]
        await look()
      }
      return false
    }
  }

  /** Lets what stands now stand, and drops the change that met it. */
  function yieldTo(conflict: Conflict): void {
    conflicts.value = conflicts.value.filter((one) => one !== conflict)
    savings.delete(conflict.place)
  }

  function edit(node: string, change: NodeChange): Promise<boolean> {
    const mine = Object.entries(change).map(([field, value]) => ({ field: field as keyof NodeChange, words: Array.isArray(value) ? value.join('、') : typeof value === 'boolean' ? '' : String(value) }))
    return save(node, node, mine, () => {
      changeNode(node, (old) => {
        const next = { ...old, ...change, due: change.due === undefined ? old.due : change.due || null } as NodeView
        if (change.line !== undefined) next.line = (change.line || null) as NodeView['line']
        return next
      })
      if (change.reviewed !== undefined) reviewBelow(node, change.reviewed)
    }, () => api.patch(path(`commitments/${node}`), change))
  }

  /** Looking at a division holds for every commitment below it. */
  function reviewBelow(node: string, reviewed: boolean): void {
    const mark = (one: NodeView): NodeView => {
      const children = one.children.map(mark)
      const same = (!one.task || one.reviewed === reviewed) && children.every((child, at) => child === one.children[at])
      return same ? one : { ...one, reviewed: one.task ? reviewed : one.reviewed, children }
    }
    changeNode(node, mark)
  }

  function editFigure(node: string, figure: FigureItem, change: FigureChange): Promise<boolean> {
    const number = change.value ?? (change.low === undefined ? undefined : `${change.low}—${change.high}`)
    return save(node, figure.id, [{ field: 'figure', words: `${figure.of || figure.text}${number === undefined ? '' : ` ${number}`}` }], () =>
      changeNode(node, (old) => ({ ...old, figures: old.figures.map((one) => (one.id === figure.id ? afterChange(one, change) : one)) })),
    () => api.patch(path(`figures/${figure.id}`), change))
  }

  function assign(node: string, duties: (DutyChange & { name: string })[]): Promise<boolean> {
    const body = duties.map(({ unit, role }) => ({ unit, role }))
    return save(node, `${node}/units`, [{ field: 'units', words: duties.map((duty) => duty.name).join('、') }], () =>
      changeNode(node, (old) => ({
        ...old,
        inherited: false,
        units: [...duties, ...old.units.filter((duty) => duty.unit === null || duty.unit === undefined)],
      })),
    () => api.put(path(`commitments/${node}/units`), body))
  }

  /** Takes suggestions over as one edit; `place` shows how it goes. */
  function accept(node: string, wanted: Acceptance): Promise<boolean> {
    return save(node, `${node}/suggestions`, [], () => {}, () => api.post(path('suggestions/accept'), wanted))
  }

  /** Suggestions that are not wanted; the same is not suggested there again. */
  async function dismiss(node: string, keys: string[], recall = false): Promise<void> {
    await api.post(`/api/plans/${id}/suggestions/dismiss`, { keys, recall })
    if (recall) await load()
    else changeNode(node, (old) => ({ ...old, suggestions: (old.suggestions ?? []).filter((one) => !keys.includes(one.key)) }))
  }

  function addFigure(node: string, figure: { of: string; unit: string; value?: number | null; relation?: string; indicator?: string }): Promise<boolean> {
    return save(node, `${node}/figures`, [{ field: 'figure', words: figure.of }], () => {}, () => api.post(path(`commitments/${node}/figures`), figure))
  }

  function removeFigure(node: string, figure: string): Promise<boolean> {
    return save(node, `${node}/figures`, [], () =>
      changeNode(node, (old) => ({ ...old, figures: old.figures.filter((one) => one.id !== figure) })),
    () => api.delete<DraftChange>(path(`figures/${figure}`)))
  }

  /** An edit that changes the shape: shown when it is done. Tells the node it was about. */
  async function reshape(question: () => Promise<DraftChange>): Promise<string> {
    try {
      const change = await send(question)
      lastSaved.value = Date.now()
      return change.made?.node ?? ''
    } catch (error) {
      if (MEANWHILE.includes(asRefusal(error).code)) await look()
      throw error
    }
  }

  function add(parent: string, heading: string, text: string): Promise<string> {
    return reshape(() => api.post(path('commitments'), { parent, heading, text }))
  }

  /** Makes several of one, at offsets of the document, or of the person's own words where these stand; tells the second. */
  function split(node: string, cuts: number[]): Promise<string> {
    return reshape(() => api.post(path(`commitments/${node}/split`), { cuts }))
  }

  /** Makes two divisions of one, the second beginning with a child. */
  function splitDivision(node: string, before: string): Promise<string> {
    return reshape(() => api.post(path(`commitments/${node}/split`), { before }))
  }

  /** Makes one of two neighbours; tells the one that stays. */
  function merge(node: string, other: string): Promise<string> {
    return reshape(() => api.post(path(`commitments/${node}/merge`), { with: other }))
  }

  function move(node: string, { parent, after }: Place): Promise<string> {
    return reshape(() => api.post(path(`commitments/${node}/move`), { parent, after }))
  }

  function remove(node: string): Promise<string> {
    return reshape(() => api.delete<DraftChange>(path(`commitments/${node}`)))
  }

  /** Takes back the newest edit, or makes the one again that was taken back last; tells what it was. */
  async function turn(way: 'undo' | 'redo', edit: TurnView, others: boolean): Promise<TurnView | null> {
    try {
      const change = await send(() => api.post<DraftChange>(path(way), { edit: edit.number, others }))
      savings.clear()
      conflicts.value = []
      lastSaved.value = Date.now()
      return change.made ?? null
    } catch (error) {
      await look()
      throw error
    }
  }

  /** Asks what was done since, by whomever. */
  async function look(): Promise<void> {
    if (gone || !plan.value || plan.value.state !== 'draft') return
    try {
      const change = await api.glance<DraftChange>(`/api/plans/${id}/changes`, { seen: standing.value.last })
      if (!gone && change.last >= standing.value.last) take(change)
    } catch {
      // What is shown is what was saved; the next change asks again.
    }
  }

  const looking = setInterval(() => {
    const typing = document.activeElement?.matches('input, textarea, [contenteditable]') ?? false
    if (!document.hidden && !typing && open.value === 0 && mayEdit.value) void look()
  }, LOOK_SECONDS * 1000)

  async function settled(): Promise<void> {
    await queue.catch(() => {})
  }

  onScopeDispose(() => {
    gone = true
    clearInterval(looking)
  })

  return {
    plan, failed, rows, byId, counts, mayEdit, troubled, savings, conflicts, standing, lastSaved, open,
    load, look, edit, editFigure, assign, accept, dismiss, add, addFigure, removeFigure, split, splitDivision, merge, move, remove, turn, yieldTo, settled,
  }
}

export type Draft = ReturnType<typeof useDraft>

function afterChange(figure: FigureItem, change: FigureChange): FigureItem {
  const next: FigureItem = { ...figure, ...change } as FigureItem
  if (change.value !== undefined) Object.assign(next, { unset: false, filled: true, low: null, high: null })
  if (change.low !== undefined || change.high !== undefined) Object.assign(next, { unset: false, filled: true, value: null })
  if (change.unset) Object.assign(next, { value: null, low: null, high: null })
  if (change.indicator !== undefined) next.indicator = change.indicator || null
  return next
}
