import type { components } from '../api/schema'

type Schemas = components['schemas']

/** Money that came in and fits no live order. */
export type Suspense = Schemas['SettlementSuspense']

/** What one officer has proposed and another may confirm. */
export type Proposal = Schemas['SettlementProposal']

export type Debt = Schemas['SettlementDebt']
