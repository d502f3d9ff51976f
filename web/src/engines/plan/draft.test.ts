import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useDraft, type Draft } from './draft'
import type { NodeView, PlanView, TurnView } from './shapes'

const node = (id: string, more: Partial<NodeView> = {}): NodeView => ({
  id, ordinal: 1, number: id, level: 'commitment', marker: '', heading: id, text: '', tense: 'future', task: true,
  reviewed: false, units: [], figures: [], children: [], ...more,
})
const plan = (nodes: NodeView[]): PlanView => ({
  id: 'p', title: '计划', year: 2026, unit: { id: 1, name: '青溪镇', kind: 'town' }, state: 'draft', version: 1, mayEdit: true,
  versions: [{ no: 1, state: 'draft' }], text: '', furniture: [],
  counts: { commitments: 0, reviewed: 0, maskedOpen: 0, noLead: 0, targets: 0 }, nodes,
})

const turn = (number: number): TurnView => ({
  number, kind: 'edit', action: 'change', node: 'a', words: '改名称', by: '吴主任', at: '2026-03-05T01:00:00Z', mine: true, stands: true,
})

let last = 0
let others: NodeView[] = []
let asked: string[] = []

/** A server of two commitments that refuses an empty heading, and what somebody else changed in between. */
function answer(path: string, init: RequestInit): Response {
  asked.push(`${init.method} ${path}`)
  if (path.startsWith('/api/plans/p/changes')) return Response.json({ last, anew: false, nodes: others, removed: [] })
  if (init.method === 'GET') {
    const tree = [node('c', { level: 'chapter', task: false, children: [node('a', { parent: 'c' }), node('b', { parent: 'c' })] })]
    return Response.json({ ...plan(tree), edits: { last } })
  }
  const seen = Number(/seen=(\d+)/.exec(path)?.[1])
  if (seen < last && path.includes('/commitments/a'))
    return Response.json({ code: 'plan.edited-meanwhile', title: '', detail: '周镇长改过。', faults: [] }, { status: 409 })
  const body = JSON.parse(String(init.body)) as Partial<NodeView>
  if (body.heading === '')
    return Response.json({ code: 'plan.faulty', title: '', detail: '有一处要改。', faults: [{ at: 'heading', message: '要有名称。' }] }, { status: 400 })
  last++
  return Response.json({ last, made: turn(last), undo: turn(last), anew: false, removed: [], nodes: [node('a', { ...body, parent: 'c' }), ...others] })
}

describe('a draft being corrected', () => {
  let scope: EffectScope
  let draft: Draft

  beforeEach(async () => {
    last = 0
    others = []
    asked = []
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => answer(path, init))
    scope = effectScope()
    draft = scope.run(() => useDraft('p', () => undefined)) as Draft
    await draft.load()
  })
  afterEach(() => {
    scope.stop()
    vi.unstubAllGlobals()
  })

  it('shows a change at once and takes over what the server made of it', async () => {
    const saved = draft.edit('a', { reviewed: true })
    expect(draft.byId.value.get('a')?.node.reviewed).toBe(true)
    expect(draft.counts.value.reviewed).toBe(1)
    expect(draft.savings.get('a')?.state).toBe('saving')
    expect(await saved).toBe(true)
    expect(draft.savings.get('a')?.state).toBe('saved')
    expect(draft.byId.value.get('a')?.node.number).toBe('1.1')
  })

  it('keeps a refused change in its place with the words', async () => {
    expect(await draft.edit('a', { heading: '' })).toBe(false)
    expect(draft.byId.value.get('a')?.node.heading).toBe('')
    expect(draft.savings.get('a')).toMatchObject({ state: 'failed', faults: [{ at: 'heading', message: '要有名称。' }] })
    expect(draft.troubled.value).toBe(true)
    expect(await draft.edit('a', { heading: '办夜学' })).toBe(true)
    expect(draft.troubled.value).toBe(false)
  })

  it('marks every commitment below a division', () => {
    void draft.edit('c', { reviewed: true })
    expect(draft.counts.value.reviewed).toBe(2)
  })

  it('sends one change after the other, each with what was seen by then, and takes all answers in', async () => {
    void draft.edit('a', { heading: '办夜学' })
    await draft.edit('a', { reviewed: true })
    expect(asked.slice(1)).toEqual(['PATCH /api/plans/p/commitments/a?seen=0', 'PATCH /api/plans/p/commitments/a?seen=1'])
    expect(draft.standing.value).toMatchObject({ last: 2, undo: { number: 2 } })
  })

  it('takes in what others changed since', async () => {
    others = [node('b', { heading: '别人改的', parent: 'c' })]
    await draft.edit('a', { reviewed: true })
    expect(draft.byId.value.get('b')?.node.heading).toBe('别人改的')
  })

  it('keeps a change that met another one, and shows what stands now', async () => {
    last = 3
    others = [node('a', { heading: '镇长写的', parent: 'c' })]
    expect(await draft.edit('a', { heading: '我写的' })).toBe(false)
    expect(draft.conflicts.value).toMatchObject([{ node: 'a', words: '周镇长改过。', mine: [{ field: 'heading', words: '我写的' }] }])
    expect(draft.byId.value.get('a')?.node.heading).toBe('镇长写的')

    others = []
    expect(await draft.conflicts.value[0]?.again()).toBe(true)
    expect(draft.byId.value.get('a')?.node.heading).toBe('我写的')
    expect(draft.conflicts.value).toEqual([])
  })
})
