import { ref, type ComputedRef } from 'vue'
import { asRefusal } from '@/api/client'
import { confirm } from '@/design/confirm'
import { toast } from '@/design/toast'
import { tellMoment } from '@/telling/days'
import { t } from '@/words'
import type { Draft } from './draft'
import { placeAfter, type Family, type Place, type Step } from './shaping'
import type { Row } from './tree'

/** What the page shows, as far as changing its shape needs to know. */
interface Page {
  here: ComputedRef<Row | undefined>
  shown: ComputedRef<Row[]>
  family: ComputedRef<Family>
  /** Brings a node into sight and keeps the focus on it. */
  follow: (id: string) => void
  /** Selects nothing. */
  leave: () => void
}

export function nameOf(row: Row): string {
  return row.node.heading || row.node.text.slice(0, 12)
}

/**
 * Split, merge, move, delete, undo and redo as the reader's page does them: one at a time; what cannot be done says why;
 * each tells a screen reader what became of it.
 */
export function useReshaping(draft: Draft, page: Page) {
  const busy = ref(false)
  /** What a screen reader is told. */
  const said = ref('')
  /** The node whose split is being asked about, and why the last try was refused. */
  const splitting = ref<string | null>(null)
  const splitRefused = ref('')
  const takeBack = { label: t('plan.history.undo'), run: () => void turn('undo') }

  async function once(does: () => Promise<void>): Promise<void> {
    if (busy.value || !draft.mayEdit.value) return
    busy.value = true
    try {
      await does()
    } catch (error) {
      const refusal = asRefusal(error)
      if (splitting.value) splitRefused.value = refusal.detail
      else toast.failed(refusal)
      said.value = refusal.detail
    } finally {
      busy.value = false
    }
  }

  function done(words: string): void {
    said.value = words
    toast.done(words, takeBack, 'reshaping')
  }

  function cannot(words: string): void {
    said.value = words
    toast.note(words)
  }

  function step(way: Step): void {
    const row = page.here.value
    if (!row) return
    const place = placeAfter(way, row.node.id, page.family.value, new Set(page.shown.value.map((one) => one.node.id)))
    if (typeof place === 'string') cannot(t(`plan.shape.why.${place}`))
    else void move(row.node.id, place)
  }

  function move(id: string, place: Place): Promise<void> {
    return once(async () => {
      await draft.move(id, place)
      page.follow(id)
      const row = draft.byId.value.get(id)
      const parent = draft.byId.value.get(row?.node.parent ?? '')
      const siblings = page.family.value.siblings(id)
      if (row)
        said.value = t('plan.shape.moved', {
          name: nameOf(row),
          parent: parent ? nameOf(parent) : t('plan.shape.topOf'),
          at: siblings.indexOf(id) + 1,
          of: siblings.length,
        })
    })
  }

  function merge(by: 1 | -1): void {
    const row = page.here.value
    const other = row && draft.byId.value.get(page.family.value.beside(row.node.id, by) ?? '')
    if (!row) return
    if (!other) {
      cannot(t(by < 0 ? 'plan.shape.why.noneBefore' : 'plan.shape.why.noneAfter'))
      return
    }
    void once(async () => {
      page.follow(await draft.merge(row.node.id, other.node.id))
      done(t('plan.shape.merged', { one: nameOf(row), other: nameOf(other) }))
    })
  }

  /** Cuts out what is selected on paper; else asks where to split the commitment or division at hand. */
  function split(): void {
    const row = draft.byId.value.get(selectedOn() ?? '') ?? page.here.value
    if (!row) return
    const cuts = row.leaf ? selectedCuts(row) : []
    if (cuts.length) void cut(row.node.id, cuts)
    else {
      splitRefused.value = ''
      splitting.value = row.node.id
    }
  }

  function cut(id: string, cuts: number[]): Promise<void> {
    return once(async () => {
      const second = await draft.split(id, cuts)
      splitting.value = null
      getSelection()?.removeAllRanges()
      page.follow(second)
      done(t('plan.shape.cutDone', { n: cuts.length + 1 }))
    })
  }

  /** Makes two divisions of one; the second begins with a child. */
  function divide(id: string, before: string): Promise<void> {
    return once(async () => {
      const second = await draft.splitDivision(id, before)
      splitting.value = null
      page.follow(second)
      done(t('plan.shape.divided'))
    })
  }

  /** Splits at the caret of the text that is being edited, which is saved first. */
  async function splitAtCaret(area: HTMLTextAreaElement): Promise<void> {
    const row = page.here.value
    if (!row?.leaf) return
    const before = area.value.slice(0, area.selectionStart)
    area.blur()
    await draft.settled()
    const node = draft.byId.value.get(row.node.id)?.node
    if (!node) return
    // A person's own words are kept without blanks around them.
    const own = node.edited || !node.span
    await cut(node.id, [own ? [...before.trimStart()].length : (node.span?.[0] ?? 0) + [...before].length])
  }

  async function remove(row: Row): Promise<void> {
    const name = nameOf(row)
    if (row.below > 1 && (await confirm({ title: t('plan.reader.removeDivision', { name, n: row.below }), yes: t('plan.editor.remove'), grave: true })) === null) return
    const { family } = page
    const beside = family.value.beside(row.node.id, 1) ?? family.value.beside(row.node.id, -1) ?? row.node.parent ?? ''
    await once(async () => {
      await draft.remove(row.node.id)
      done(t('plan.reader.removed', { name }))
      if (page.shown.value.some((one) => one.node.id === beside)) page.follow(beside)
      else page.leave()
    })
  }

  /** Takes back the newest edit, or makes the one again that was taken back last. Another person's only when confirmed. */
  async function turn(way: 'undo' | 'redo'): Promise<void> {
    if (!draft.mayEdit.value) return
    await draft.settled()
    const edit = draft.standing.value[way]
    if (!edit) {
      cannot(t(way === 'undo' ? 'plan.history.nothingToUndo' : 'plan.history.nothingToRedo'))
      return
    }
    if (!edit.mine) {
      const yes = await confirm({
        title: t(way === 'undo' ? 'plan.history.undoOthers' : 'plan.history.redoOthers', { who: edit.by }),
        words: t('plan.history.othersWords', { words: edit.words, who: edit.by, at: tellMoment(edit.at) }),
        yes: t(way === 'undo' ? 'plan.history.undo' : 'plan.history.redo'),
      })
      if (yes === null) return
    }
    await once(async () => {
      const made = await draft.turn(way, edit, !edit.mine)
      if (!made) return
      said.value = made.words
      toast.done(made.words, way === 'undo' ? { label: t('plan.history.redo'), run: () => void turn('redo') } : takeBack, 'reshaping')
      if (made.node && draft.byId.value.has(made.node)) page.follow(made.node)
      else if (page.here.value === undefined) page.leave()
    })
  }

  return { busy, said, splitting, splitRefused, takeBack, step, move, merge, split, cut, divide, splitAtCaret, remove, turn }
}

/** The commitment in whose words the selection on paper begins. */
function selectedOn(): string | null {
  const chosen = getSelection()
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null
  const from = chosen.getRangeAt(0).startContainer
  const element = from instanceof Element ? from : from.parentElement
  return element?.closest<HTMLElement>('[data-from][data-node]')?.dataset.node ?? null
}

/** The ends of what is selected on paper, where they lie inside the commitment and its words are the document's. */
function selectedCuts({ node: { span, edited } }: Row): number[] {
  const chosen = getSelection()
  const range = chosen && !chosen.isCollapsed && chosen.rangeCount ? chosen.getRangeAt(0) : null
  if (!span || edited || !range) return []
  const ends = [pointOf(range.startContainer, range.startOffset), pointOf(range.endContainer, range.endOffset)]
  return ends.filter((at): at is number => at !== null && at > span[0] && at < span[1])
}

/** The offset in the document of a place on paper. */
function pointOf(container: Node, offset: number): number | null {
  const piece = container.parentElement?.closest<HTMLElement>('[data-from]')
  if (!piece || container.nodeType !== Node.TEXT_NODE) return null
  return Number(piece.dataset.from) + [...(container.textContent ?? '').slice(0, offset)].length
}
