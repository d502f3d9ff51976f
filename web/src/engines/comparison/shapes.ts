import type { components } from '@/api/schema'
import type { Span } from '@/widgets/codePoints'

/** What the comparison part of the server answers with. Spans are half-open, in code points into the text of their side. */

type Schemas = components['schemas']

export type Side = 'plan' | 'report'
export type Verdict = 'told' | 'other_figure' | 'not_told'
export type Basis = 'answers' | 'unplanned' | 'aside' | 'other'
export const verdicts: Verdict[] = ['told', 'other_figure', 'not_told']

export type ComparisonCounts = Schemas['ComparisonViewComparisonCounts']
export type ComparisonSummary = Schemas['ComparisonViewComparisonSummary']
export type ReadingView = Schemas['ComparisonViewReadingView']

export type DecidedView = Omit<Schemas['ComparisonViewDecidedView'], 'machine' | 'machineReport'> & { machine: Verdict; machineReport: Span[] }

export type CommitmentItem = Omit<Schemas['ComparisonViewCommitmentItem'], 'span' | 'figures' | 'verdict' | 'report' | 'nearest' | 'decided'> & {
  span: Span
  figures: Span[]
  verdict: Verdict
  report: Span[]
  nearest: Span[]
  decided?: DecidedView
}

export type ResultItem = Omit<Schemas['ComparisonViewResultItem'], 'span' | 'figures' | 'basis'> & { span: Span; figures: Span[]; basis: Basis }

export type DocumentView = Omit<Schemas['ComparisonViewDocumentView'], 'furniture'> & { furniture: Span[] }

export type StandingView = Omit<Schemas['ComparisonViewStandingView'], 'commitments' | 'results'> & { commitments: CommitmentItem[]; results: ResultItem[] }

export type ComparisonView = Omit<Schemas['ComparisonView'], 'plan' | 'report' | 'standing'> & { plan: DocumentView; report: DocumentView; standing: StandingView }

/** What is changed about a commitment; what is absent stays. */
export interface CommitmentChange {
  verdict?: Verdict
  report?: Span[]
  note?: string
  machine?: true
}

export const overlap = (a: Span, b: Span): boolean => a[0] < b[1] && b[0] < a[1]
