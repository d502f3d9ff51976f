import type { components } from '@/api/schema'

/** The shapes of accounts, grants and approvals, as the server describes them. */
type Schemas = components['schemas']

export type AccountRow = Schemas['AccountRow']
export type AccountView = Schemas['AccountView']
export type AccountOutcome = Schemas['AccountOutcome']
export type LinkMade = Schemas['LinkMade']
export type GrantView = Schemas['GrantView']
export type HoldingView = Schemas['HoldingView']
export type RightsView = Schemas['RightsView']
export type PendingView = Schemas['PendingView']
export type SettingsView = Schemas['SettingsView']
export type CapacityView = Schemas['CapacityView']
export type Duty = AccountRow['duty']
export type RoleName = GrantView['role']

export const duties: Duty[] = ['business', 'system', 'security', 'audit']
