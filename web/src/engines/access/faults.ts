import { asRefusal } from '@/api/client'
import { refusalTitle, refusalWords } from '@/telling/refusals'

/** What was wrong, by the field it stands at; what belongs to no field under ''. */
export function faultsOf(error: unknown): Record<string, string> {
  const refusal = asRefusal(error)
  if (!refusal.faults.length) return { '': `${refusalTitle(refusal)} ${refusalWords(refusal)}`.trim() }
  const told: Record<string, string> = {}
  for (const fault of refusal.faults) told[fault.at] = [told[fault.at], fault.message].filter(Boolean).join(' ')
  return told
}
