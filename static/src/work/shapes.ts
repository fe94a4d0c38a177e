import type { components } from '../api/schema'

type Schemas = components['schemas']

export type Work = Schemas['SettlementWork']
export type WorkItem = Schemas['SettlementWorkItem']
export type WorkKind = WorkItem['kind']
export type Urgency = WorkItem['urgency']
/** The most urgent first. */
export const urgencies: Urgency[] = ['late', 'at_risk', 'due', 'anytime']
