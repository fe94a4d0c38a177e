import type { components } from '../api/schema'

type Schemas = components['schemas']

export type Hold = Schemas['SettlementHoldView']
export type Proposal = Schemas['SettlementProposal']
export type Glass = Schemas['SettlementGlass']
export type Screening = Schemas['SettlementScreening']
