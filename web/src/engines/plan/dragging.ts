import { onBeforeUnmount, shallowRef, type Ref } from 'vue'
import { dropAt, type Drop, type Family } from './shaping'
import type { Row } from './tree'

/** A row that is being dragged, and where it would be dropped. */
export interface Dragging {
  id: string
  /** None where it cannot go, or would change nothing. */
  drop: Drop | null
  /** The height of the line in the list, in pixels from its top. */
  line: number
}

const STEP = 24
const EDGE = 48

/**
 * Dragging a row of the list by its handle, with mouse, pen or finger. Up and down chooses the gap, left and right how deep.
 */
export function useDragging(list: Ref<HTMLElement | undefined>, shown: () => Row[], family: () => Family, dropped: (id: string, drop: Drop) => void) {
  const dragging = shallowRef<Dragging | null>(null)
  let held: { id: string; depth: number; x: number; y: number; pointer: number } | null = null
  let scrolling = 0
  let at = { x: 0, y: 0 }

  function down(event: PointerEvent): void {
    if (!(event.target instanceof Element) || event.button !== 0) return
    const grip = event.target.closest<HTMLElement>('[data-grip]')
    const id = grip?.closest<HTMLElement>('[data-row]')?.dataset.row
    const row = id ? shown().find((one) => one.node.id === id) : undefined
    if (!grip || !row) return
    event.preventDefault()
    held = { id: row.node.id, depth: row.depth, x: event.clientX, y: event.clientY, pointer: event.pointerId }
    grip.setPointerCapture(event.pointerId)
    addEventListener('pointermove', move)
    addEventListener('pointerup', up)
    addEventListener('pointercancel', stop)
    addEventListener('keydown', key, true)
  }

  function move(event: PointerEvent): void {
    if (!held || event.pointerId !== held.pointer) return
    at = { x: event.clientX, y: event.clientY }
    if (!dragging.value && Math.hypot(at.x - held.x, at.y - held.y) < 5) return
    point()
    if (pull() && !scrolling) scroll()
  }

  /** The part of the list one sees: it scrolls by itself beside the document, and with the page on a phone. */
  function sight(): { top: number; bottom: number; scroller: Element } | null {
    const box = list.value
    if (!box) return null
    const { top, bottom } = box.getBoundingClientRect()
    const alone = box.scrollHeight > box.clientHeight + 1
    return { top: Math.max(top, 0), bottom: Math.min(bottom, innerHeight), scroller: alone ? box : (document.scrollingElement ?? box) }
  }

  /** How far to scroll, while one holds the row at an edge. */
  function pull(): number {
    const seen = sight()
    return !held || !seen ? 0 : at.y < seen.top + EDGE ? -12 : at.y > seen.bottom - EDGE ? 12 : 0
  }

  function scroll(): void {
    scrolling = requestAnimationFrame(() => {
      scrolling = 0
      const by = pull()
      const scroller = sight()?.scroller
      if (!by || !scroller) return
      scroller.scrollTop += by
      point()
      scroll()
    })
  }

  function point(): void {
    const box = list.value
    if (!held || !box) return
    const frame = box.getBoundingClientRect()
    const seen = sight()
    const y = Math.max((seen?.top ?? 0) + 2, Math.min((seen?.bottom ?? innerHeight) - 2, at.y))
    const under = document.elementsFromPoint(frame.left + frame.width / 2, y).find((one): one is HTMLElement => one instanceof HTMLElement && one.dataset.row !== undefined)
    const rows = shown()
    let gap = rows.length
    let line = box.scrollHeight
    if (under) {
      const here = under.getBoundingClientRect()
      const index = rows.findIndex((row) => row.node.id === under.dataset.row)
      const behind = y > here.top + here.height / 2
      gap = behind ? index + 1 : index
      line = (behind ? here.bottom : here.top) - frame.top + box.scrollTop
    } else {
      const last = box.querySelector<HTMLElement>('[data-row]:last-of-type')?.getBoundingClientRect()
      if (last) line = last.bottom - frame.top + box.scrollTop
    }
    const depth = held.depth + Math.round((at.x - held.x) / STEP)
    dragging.value = { id: held.id, drop: dropAt(rows, family(), held.id, gap, depth), line }
  }

  function up(): void {
    const done = dragging.value
    stop()
    if (done?.drop) dropped(done.id, done.drop)
  }

  function key(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopImmediatePropagation()
    stop()
  }

  function stop(): void {
    held = null
    dragging.value = null
    cancelAnimationFrame(scrolling)
    scrolling = 0
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', up)
    removeEventListener('pointercancel', stop)
    removeEventListener('keydown', key, true)
  }

  onBeforeUnmount(stop)
  return { dragging, down }
}
