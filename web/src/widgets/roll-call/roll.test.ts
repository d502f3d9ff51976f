import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import type { FieldView, RollMark } from '@/api/types'
import { formPlaceKey } from '../widget'
import RollCall from './RollCall.vue'

const field: FieldView = { name: 'roll', type: 'roll-call', label: '点名', of: 'cadres', voluntary: true }
const people = [
  { id: 'a', name: '刘书记' },
  { id: 'b', name: '赵委员' },
]

function call(marks: RollMark[]) {
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.resolve(new Response(JSON.stringify(people), { status: 200 }))),
  )
  const unit = ref(11)
  const roll = mount(RollCall, {
    props: { field, modelValue: marks, inputId: 'roll' },
    global: { provide: { [formPlaceKey as symbol]: { pack: 'some', kind: 'session', unit } } },
  })
  return { roll, unit }
}

const last = (roll: ReturnType<typeof call>['roll']) => roll.emitted('update:modelValue')?.at(-1)?.[0] as RollMark[] | undefined

afterEach(() => vi.unstubAllGlobals())

describe('the roll on a form', () => {
  it('begins with everybody of the unit present', async () => {
    const { roll } = call([])
    await flushPromises()
    expect(last(roll)?.map((mark) => mark.status)).toEqual(['present', 'present'])
  })

  it('adds nobody to a roll that was called before', async () => {
    const { roll } = call([{ person: 'a', name: '刘书记', status: 'leave' }])
    await flushPromises()
    expect(last(roll)).toBeUndefined()
  })

  it('calls another roll when the record goes to another unit', async () => {
    const { roll, unit } = call([{ person: 'x', name: '别村的人', status: 'present' }])
    unit.value = 12
    await flushPromises()
    expect(last(roll)?.map((mark) => mark.person)).toEqual(['a', 'b'])
  })

  it('turns a mark when its name is pressed', async () => {
    const { roll } = call([{ person: 'a', name: '刘书记', status: 'present' }])
    await roll.get('.names button').trigger('click')
    expect(last(roll)).toEqual([{ person: 'a', name: '刘书记', status: 'leave' }])
  })
})
