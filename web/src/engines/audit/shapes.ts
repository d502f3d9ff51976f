import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type AuditRow = Schemas['AuditRowView']
export type AuditPageOf = Schemas['AuditPageView']
export type AuditLine = Schemas['AuditLineView']
export type AuditField = Schemas['AuditFieldView']
export type AuditWords = Schemas['AuditWordsView']
export type AuditChain = Schemas['AuditChain']
