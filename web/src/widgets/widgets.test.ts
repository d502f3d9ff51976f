import { describe, expect, it } from 'vitest'
import type { FieldType, FieldView } from '@/api/types'
import { learn } from '@/words'
import parts from '@/words/zh-CN/parts.json'
import fields from '@/words/zh-CN/fields.json'
import { isDay } from './date'
import { deskInputs } from './desk'
import { readNumber } from './integer'
import { pocketInputs } from './pocket'
import { blankValues, faultsOf, sentValues, tellValue, widgetOf, widgets } from './registry'
import { countRoll, nextStatus, rollFrom } from './roll-call'

learn({ fields, parts })

const field = (type: FieldType, more: Partial<FieldView> = {}): FieldView => ({ name: 'it', type, label: '主题', ...more })
const faults = (one: FieldView, value: never | unknown) => faultsOf([one], { it: value as never }).it ?? []

describe('the registry', () => {
  it('draws every field type on both faces', () => {
    for (const type of Object.keys(widgets) as FieldType[]) {
      expect(widgets[type].type).toBe(type)
      expect(deskInputs[type]).toBeTruthy()
      expect(pocketInputs[type]).toBeTruthy()
    }
  })

  it('takes a type it does not know for a line of text', () => {
    expect(widgetOf(field('colour' as FieldType)).type).toBe('text')
  })

  it('leaves empty values out of what is sent, and blanks around text', () => {
    const form = [field('text', { name: 'topic' }), field('integer', { name: 'count' }), field('units', { name: 'with' })]
    expect(sentValues(form, { ...blankValues(form), topic: '  林下黄精 ' })).toEqual({ topic: '林下黄精' })
  })

  it('keeps a zero, which is no emptiness', () => {
    expect(sentValues([field('integer')], { it: 0 })).toEqual({ it: 0 })
    expect(faults(field('integer', { required: true }), 0)).toEqual([])
  })
})

describe('field faults', () => {
  it('names a required field that is empty', () => {
    expect(faults(field('text', { required: true }), '  ')).toEqual(['主题还没填'])
    expect(faults(field('units', { required: true }), [])).toHaveLength(1)
    expect(faults(field('text'), '')).toEqual([])
  })

  it('counts characters, not code units', () => {
    expect(faults(field('text', { maxLength: 2 }), '𠮷村')).toEqual([])
    expect(faults(field('text', { maxLength: 2 }), '石桥村')).toEqual(['主题最多 2 个字，现在 3 个'])
  })

  it('holds numbers to their kind, range and decimals', () => {
    expect(faults(field('integer'), 1.5)).toEqual(['主题要填整数'])
    expect(faults(field('integer', { min: 1 }), 0)).toEqual(['主题不能小于 1'])
    expect(faults(field('decimal', { max: 60 }), 60.1)).toEqual(['主题不能大于 60'])
    expect(faults(field('decimal', { decimals: 1 }), 1.25)).toEqual(['主题最多 1 位小数'])
    expect(faults(field('decimal'), '三公里')).toEqual(['主题要填数字'])
  })

  it('knows days the calendar has', () => {
    expect(isDay('2028-02-29')).toBe(true)
    expect(isDay('2026-02-29')).toBe(false)
    expect(isDay('2026-11-31')).toBe(false)
    expect(faults(field('date'), '2026-13-01')).toHaveLength(1)
  })

  it('takes only the options of a choice', () => {
    const format = field('choice', { options: [{ value: 'case', label: '案例剖析' }] })
    expect(faults(format, 'case')).toEqual([])
    expect(faults(format, 'other')).toHaveLength(1)
    expect(tellValue(format, 'case')).toBe('案例剖析')
  })
})

describe('numbers as typed', () => {
  it('reads full-width digits and grouped thousands', () => {
    expect(readNumber('１２．５')).toBe(12.5)
    expect(readNumber('3,186')).toBe(3186)
    expect(readNumber(' ')).toBeNull()
  })

  it('keeps what is no number, so that it can be shown again', () => {
    expect(readNumber('十二')).toBe('十二')
    expect(readNumber('1e3')).toBe('1e3')
  })
})

describe('the roll', () => {
  const people = [
    { id: 'a', name: '刘书记' },
    { id: 'b', name: '赵委员' },
  ]

  it('begins with everybody present and turns through leave and absence', () => {
    expect(rollFrom(people, []).map((mark) => mark.status)).toEqual(['present', 'present'])
    expect([nextStatus('present'), nextStatus('leave'), nextStatus('absent')]).toEqual(['leave', 'absent', 'present'])
  })

  it('keeps the marks already made', () => {
    const roll = rollFrom(people, [{ person: 'b', name: '赵委员', status: 'leave' }])
    expect(countRoll(roll)).toEqual({ present: 1, leave: 1, absent: 0, all: 2 })
    expect(tellValue(field('roll-call'), roll)).toBe('1／2')
  })
})
