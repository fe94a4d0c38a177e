import type { components } from '../api/schema'

type Schemas = components['schemas']

/** Money a bank has called back, and where it was taken from. */
export type Claim = Schemas['SettlementClaim']
export type ClaimState = Claim['state']
export type Clawback = Schemas['SettlementClawback']
