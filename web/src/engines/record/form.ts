import { computed, reactive, ref, shallowRef, watch, type Ref } from 'vue'
import { api, asRefusal, Refusal } from '@/api/client'
import { session } from '@/api/session'
import type { FaultView, FieldValues, FieldView, RecordEntry, RecordView } from '@/api/types'
import { today } from '@/telling/days'
import { uuid7 } from '@/telling/uuid7'
import { blankValues, faultsOf, sentValues } from '@/widgets/registry'
import { isDay } from '@/widgets/date'
import { t } from '@/words'

/** What is on its way: kept on the device until the server has said that it has it. */
export interface Draft {
  id: string
  unit: number
  day: string
  values: FieldValues
}

const prefix = 'shiji.draft'
const draftKey = (pack: string, kind: string) => `${prefix}.${session.value?.account ?? ''}.${pack}.${kind}`

function readDraft(key: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null
    return draft && typeof draft.id === 'string' && typeof draft.values === 'object' ? draft : null
  } catch {
    return null
  }
}

/** The forms this account has begun and not sent, as pack and kind. */
export function unsentForms(): { pack: string; kind: string }[] {
  const start = `${prefix}.${session.value?.account ?? ''}.`
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(start))
    .map((key) => key.slice(start.length).split('.'))
    .filter((parts) => parts.length === 2)
    .map(([pack = '', kind = '']) => ({ pack, kind }))
}

/** Faults by field: `day` and the fields' names; what belongs to no field stands under ''. */
export function placeFaults(faults: FaultView[], fields: FieldView[]): Record<string, string[]> {
  const placed: Record<string, string[]> = {}
  for (const fault of faults) {
    const name = /^values[./]([^./[]+)/.exec(fault.at)?.[1] ?? fault.at
    const place = name === 'day' || name === 'reason' || fields.some((field) => field.name === name) ? name : ''
    const words = fault.suggestion ? `${fault.message}${t('parts.error.suggestion', { words: fault.suggestion })}` : fault.message
    ;(placed[place] ??= []).push(words)
  }
  return placed
}

export interface RecordForm {
  draft: Draft
  faults: Ref<Record<string, string[]>>
  /** The refusal of the last try, when it was more than faults of fields. */
  refusal: Ref<Refusal | undefined>
  saving: Ref<boolean>
  /** True when what was not sent last time has been brought back. */
  restored: Ref<boolean>
  faultCount: Ref<number>
  save: () => Promise<RecordView | null>
  startAfresh: () => void
}

/**
 * A new record on its way. Its id is made here and stays until the server has answered, so that pressing save again, a
 * reload, or a lost answer never makes a second record.
 */
export function useRecordForm(pack: string, kind: string, fields: FieldView[]): RecordForm {
  const key = draftKey(pack, kind)
  const fresh = (): Draft => ({ id: uuid7(), unit: session.value?.unit.id ?? 0, day: today(), values: blankValues(fields) })
  const found = readDraft(key)
  const draft = reactive<Draft>(found ? { ...found, values: { ...blankValues(fields), ...found.values } } : fresh())
  const restored = ref(found !== null)
  const faults = ref<Record<string, string[]>>({})
  const refusal = shallowRef<Refusal>()
  const saving = ref(false)
  let touched = false

  watch(
    draft,
    () => {
      // The roll fills itself in; that alone is nothing a person typed.
      const typed = fields.some((field) => field.type !== 'roll-call' && JSON.stringify(draft.values[field.name]) !== JSON.stringify(blankValues([field])[field.name]))
      touched ||= typed || draft.day !== today()
      if (touched) localStorage.setItem(key, JSON.stringify(draft))
      if (Object.keys(faults.value).length) faults.value = check()
    },
    { deep: true },
  )

  function check(): Record<string, string[]> {
    const wrong = faultsOf(fields, draft.values)
    if (!isDay(draft.day)) wrong.day = [t('fields.faults.date')]
    else if (draft.day > today()) wrong.day = [t('fields.faults.future', { today: today() })]
    return wrong
  }

  function startAfresh(): void {
    Object.assign(draft, fresh())
    restored.value = false
    touched = false
    faults.value = {}
    refusal.value = undefined
    localStorage.removeItem(key)
  }

  async function save(): Promise<RecordView | null> {
    if (saving.value) return null
    refusal.value = undefined
    faults.value = check()
    if (Object.keys(faults.value).length) return null
    saving.value = true
    const entry: RecordEntry = { pack, kind, unit: draft.unit, day: draft.day, values: sentValues(fields, draft.values) }
    localStorage.setItem(key, JSON.stringify(draft))
    try {
      const record = await api.put<RecordView>(`/api/records/${draft.id}`, entry)
      localStorage.removeItem(key)
      touched = false
      return record
    } catch (error) {
      const no = asRefusal(error)
      if (no.faults.length) faults.value = placeFaults(no.faults, fields)
      if (!no.faults.length || faults.value['']) refusal.value = no
      return null
    } finally {
      saving.value = false
    }
  }

  const faultCount = computed(() => Object.values(faults.value).reduce((sum, list) => sum + list.length, 0))
  return { draft, faults, refusal, saving, restored, faultCount, save, startAfresh }
}
