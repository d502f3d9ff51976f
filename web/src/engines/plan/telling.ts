import type { Day, Moment } from '@/api/types'
import { today } from '@/telling/days'
import { tellFigure, tellNumber } from '@/telling/figures'
import { t } from '@/words'
import type { FigureItem, Relation } from './shapes'
import { hasNumber } from './tree'

interface Bounded {
  relation: Relation
  value?: number | null
  low?: number | null
  high?: number | null
}

/** The sign before a target's number: ≥, ≤, 约 or nothing. */
export function relationSign(relation: Relation): string {
  return t(`plan.relationSign.${relation}`)
}

/** A target's number with its scale, such as `1,200`, `22万`, `3—5`; a dash where there is none. */
export function tellTarget(target: Bounded): string {
  if (target.low !== null && target.low !== undefined && target.high !== null && target.high !== undefined)
    return `${tellNumber(target.low)}—${tellNumber(target.high)}`
  const told = tellFigure(target.value ?? target.low ?? target.high)
  return told.digits + told.scale
}

/** What a figure is called where it has no words of its own. */
export function figureName(figure: FigureItem): string {
  return figure.of || figure.text || t('plan.editor.target')
}

export function targetState(figure: FigureItem): 'open' | 'unset' | 'set' {
  if (hasNumber(figure)) return 'set'
  return figure.unset ? 'unset' : 'open'
}

/** The day in China on which something happened. */
export function dayOf(moment: Moment | null | undefined): Day | null {
  return moment ? today(new Date(moment)) : null
}
