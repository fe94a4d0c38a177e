import type { components } from '../api/schema'

type Schemas = components['schemas']

export type DayTotals = Schemas['SettlementDayTotals']
export type TrialBalance = Schemas['SettlementTrialBalance']
export type TaxRule = Schemas['SettlementTaxRule']
export type Verification = Schemas['SettlementVerification']
export type Half = Schemas['SettlementHalf']
export type Proposal = Schemas['SettlementProposal']
/** A signed head as the ledger publishes it; its answer is a file, so the schema does not know it. */
export type Head = { date: string; seq: number; hash: string; at: string; keyId: string; public: string; signature: string }
