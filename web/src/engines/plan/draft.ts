import { computed, onScopeDispose, reactive, ref, shallowRef } from 'vue'
import { api, asRefusal, type Refusal } from '@/api/client'
import type { FaultView } from '@/api/types'
import type { DraftChange, DutyChange, FigureChange, FigureItem, NodeChange, NodeView, PlanView } from './shapes'
import { countsOf, rowsOf, withNode } from './tree'

/** How far the saving of one place is. */
export interface Saving {
  state: 'saving' | 'saved' | 'failed'
  at: number
  faults: FaultView[]
  words: string
}

/**
 * A plan that is being corrected. Every change shows at once, is sent at once, and stays in place with the server's
 * words where it is refused. Changes of one node or figure are sent one after the other.
 */
export function useDraft(id: string, version: () => number | undefined) {
  const plan = shallowRef<PlanView>()
  const failed = shallowRef<Refusal>()
  const savings = reactive(new Map<string, Saving>())
  const lastSaved = ref<number>()
  const open = ref(0)
  const queues = new Map<string, Promise<void>>()
  let refresh: ReturnType<typeof setTimeout> | undefined
  let gone = false
  /** True while an answer was passed over because something newer was under way. */
  let stale = false

  const rows = computed(() => rowsOf(plan.value?.nodes ?? []))
  const byId = computed(() => new Map(rows.value.map((row) => [row.node.id, row])))
  const counts = computed(() => countsOf(rows.value))
  const mayEdit = computed(() => plan.value?.state === 'draft' && plan.value.mayEdit !== false)
  const troubled = computed(() => [...savings.values()].some((saving) => saving.state === 'failed'))

  async function load(): Promise<void> {
    try {
      plan.value = await api.get<PlanView>(`/api/plans/${id}`, { version: version() })
      failed.value = undefined
    } catch (error) {
      failed.value = asRefusal(error)
    }
  }

  /** Asks for the whole again when nothing is under way: inherited units and numbers are the server's to say. */
  function refreshSoon(): void {
    clearTimeout(refresh)
    refresh = setTimeout(async () => {
      if (gone || open.value > 0) return
      try {
        const answer = await api.get<PlanView>(`/api/plans/${id}`, { version: version() })
        if (!gone && open.value === 0) plan.value = keepSame(plan.value, answer)
      } catch {
        // What is shown is what was saved; the next change asks again.
      }
    }, 700)
  }

  function put(nodes: NodeView[]): void {
    if (plan.value) plan.value = { ...plan.value, nodes }
  }

  function changeNode(node: string, change: (node: NodeView) => NodeView | null): void {
    if (plan.value) put(withNode(plan.value.nodes, node, change))
  }

  /** Sends one change after those of the same place before it. Changes answer with the node as the server has it now. */
  function send(place: string, question: () => Promise<unknown>): Promise<boolean> {
    savings.set(place, { state: 'saving', at: Date.now(), faults: [], words: '' })
    open.value++
    let fine = false
    const mine = (queues.get(place) ?? Promise.resolve()).then(async () => {
      let answer: unknown
      try {
        answer = await question()
        if (gone) return
        fine = true
        lastSaved.value = Date.now()
        savings.set(place, { state: 'saved', at: Date.now(), faults: [], words: '' })
      } catch (error) {
        const refusal = asRefusal(error)
        savings.set(place, { state: 'failed', at: Date.now(), faults: refusal.faults, words: refusal.detail || refusal.title })
      } finally {
        open.value--
        if (!gone) take(answer, fine)
      }
    })
    queues.set(place, mine)
    return mine.then(() => fine)
  }

  function take(answer: unknown, fine: boolean): void {
    if (open.value > 0) {
      stale = true
      return
    }
    // A refused change stays in sight to be mended, so the server's state is not put over it.
    if (!fine) return
    if (stale || !isNode(answer)) refreshSoon()
    else changeNode(answer.id, () => answer)
    stale = false
  }

  function edit(node: string, change: NodeChange): Promise<boolean> {
    changeNode(node, (old) => {
      const next = { ...old, ...change, due: change.due === undefined ? old.due : change.due || null } as NodeView
      if (change.line !== undefined) next.line = (change.line || null) as NodeView['line']
      return next
    })
    if (change.reviewed !== undefined) reviewBelow(node, change.reviewed)
    return send(node, () => api.patch(`/api/plans/${id}/commitments/${node}`, change))
  }

  /** Looking at a division holds for every commitment below it. */
  function reviewBelow(node: string, reviewed: boolean): void {
    const mark = (one: NodeView): NodeView => ({ ...one, reviewed: one.task ? reviewed : one.reviewed, children: one.children.map(mark) })
    changeNode(node, mark)
  }

  function editFigure(node: string, figure: FigureItem, change: FigureChange): Promise<boolean> {
    changeNode(node, (old) => ({
      ...old,
      figures: old.figures.map((one) => (one.id === figure.id ? afterChange(one, change) : one)),
    }))
    return send(figure.id, () => api.patch(`/api/plans/${id}/figures/${figure.id}`, change))
  }

  function assign(node: string, duties: (DutyChange & { name: string })[]): Promise<boolean> {
    changeNode(node, (old) => ({
      ...old,
      inherited: false,
      units: [...duties, ...old.units.filter((duty) => duty.unit === null || duty.unit === undefined)],
    }))
    const body = duties.map(({ unit, role }) => ({ unit, role }))
    return send(`${node}/units`, () => api.put(`/api/plans/${id}/commitments/${node}/units`, body))
  }

  function addFigure(node: string, figure: { of: string; unit: string; value?: number | null; relation?: string }): Promise<boolean> {
    return send(`${node}/figures`, () => api.post(`/api/plans/${id}/commitments/${node}/figures`, figure))
  }

  function removeFigure(node: string, figure: string): Promise<boolean> {
    changeNode(node, (old) => ({ ...old, figures: old.figures.filter((one) => one.id !== figure) }))
    return send(`${node}/figures`, () => api.delete(`/api/plans/${id}/figures/${figure}`))
  }

  async function add(parent: string, heading: string, text: string): Promise<string> {
    const added = await api.post<DraftChange>(`/api/plans/${id}/commitments`, { parent, heading, text })
    await load()
    return added.made?.node ?? ''
  }

  /** Makes two commitments of one at an offset of the document; tells the id of the second. */
  async function split(node: string, at: number): Promise<string> {
    const answer = await api.post<DraftChange>(`/api/plans/${id}/commitments/${node}/split`, { cuts: [at] })
    await load()
    return answer.made?.node ?? ''
  }

  async function remove(node: string): Promise<void> {
    await api.delete(`/api/plans/${id}/commitments/${node}`)
    changeNode(node, () => null)
    refreshSoon()
  }

  async function restore(node: string): Promise<void> {
    await api.post(`/api/plans/${id}/commitments/${node}/restore`)
    await load()
  }

  async function settled(): Promise<void> {
    await Promise.allSettled([...queues.values()])
  }

  onScopeDispose(() => {
    gone = true
    clearTimeout(refresh)
  })

  return {
    plan, failed, rows, byId, counts, mayEdit, troubled, savings, lastSaved, open,
    load, edit, editFigure, assign, add, addFigure, removeFigure, split, remove, restore, settled,
  }
}

export type Draft = ReturnType<typeof useDraft>

function isNode(answer: unknown): answer is NodeView {
  return typeof answer === 'object' && answer !== null && Array.isArray((answer as NodeView).children) && Array.isArray((answer as NodeView).figures)
}

function afterChange(figure: FigureItem, change: FigureChange): FigureItem {
  const next: FigureItem = { ...figure, ...change } as FigureItem
  if (change.value !== undefined) Object.assign(next, { unset: false, filled: true, low: null, high: null })
  if (change.low !== undefined || change.high !== undefined) Object.assign(next, { unset: false, filled: true, value: null })
  if (change.unset) Object.assign(next, { value: null, low: null, high: null })
  if (change.indicator !== undefined) next.indicator = change.indicator || null
  return next
}

/** Takes the newer answer but keeps unchanged nodes the same objects, so that only what differs is drawn anew. */
function keepSame(before: PlanView | undefined, now: PlanView): PlanView {
  if (!before) return now
  const old = new Map<string, NodeView>()
  const note = (node: NodeView): void => {
    old.set(node.id, node)
    node.children.forEach(note)
  }
  before.nodes.forEach(note)
  const merge = (node: NodeView): NodeView => {
    const children = node.children.map(merge)
    const was = old.get(node.id)
    const same = was && was.children.length === children.length && was.children.every((child, at) => child === children[at])
    return same && JSON.stringify({ ...was, children: 0 }) === JSON.stringify({ ...node, children: 0 }) ? was : { ...node, children }
  }
  return { ...now, nodes: now.nodes.map(merge) }
}
