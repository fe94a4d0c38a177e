import type { components } from '../api/schema'

type Schemas = components['schemas']

export type Standing = Schemas['SettlementStanding']
export type HeldOrder = Schemas['SettlementHeldOrder']
export type Resemblance = Schemas['ScreeningMatch']
