import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useDraft, type Draft } from './draft'
import type { NodeView, PlanView } from './shapes'

const node = (id: string, more: Partial<NodeView> = {}): NodeView => ({
  id, ordinal: 1, number: id, level: 'commitment', marker: '', heading: id, text: '', tense: 'future', task: true,
  reviewed: false, units: [], figures: [], children: [], ...more,
})
const plan = (nodes: NodeView[]): PlanView => ({
  id: 'p', title: '计划', year: 2026, unit: { id: 1, name: '青溪镇', kind: 'town' }, state: 'draft', version: 1, mayEdit: true,
  versions: [{ no: 1, state: 'draft' }], text: '', furniture: [],
  counts: { commitments: 0, reviewed: 0, maskedOpen: 0, noLead: 0, targets: 0 }, nodes,
})

/** A server of two commitments that refuses an empty heading. */
function answer(_path: string, init: RequestInit): Response {
  if (init.method === 'GET') return Response.json(plan([node('c', { level: 'chapter', task: false, children: [node('a'), node('b')] })]))
  const body = JSON.parse(String(init.body)) as Partial<NodeView>
  if (body.heading === '')
    return Response.json({ code: 'plan.faulty', title: '', detail: '有一处要改。', faults: [{ at: 'heading', message: '要有名称。' }] }, { status: 400 })
  return Response.json(node('a', { ...body, number: '1.1' }))
}

describe('a draft being corrected', () => {
  let scope: EffectScope
  let draft: Draft

  beforeEach(async () => {
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
})
