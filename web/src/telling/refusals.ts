import type { Refusal } from '@/api/client'
import { t, told } from '@/words'

/** What happened, in a few words. The server's own words win; ours stand in where it could not speak. */
export function refusalTitle(refusal: Refusal): string {
  if (refusal.title && refusal.detail && refusal.title !== refusal.detail && !/^[\x20-\x7e]+$/.test(refusal.title)) return refusal.title
  if (refusal.unanswered) return t('parts.error.noAnswer')
  return told(`parts.error.status.${refusal.status}`, t('parts.error.failed'))
}

/** What was kept and what to do next. */
export function refusalWords(refusal: Refusal): string {
  if (refusal.detail) return refusal.detail
  if (refusal.unanswered) return t('parts.error.noAnswerWords')
  return told(`parts.error.words.${refusal.status}`, t('parts.error.failedWords'))
}
