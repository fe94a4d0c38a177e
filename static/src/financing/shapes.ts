import type { components } from '../api/schema'

type Schemas = components['schemas']

export type Financing = Schemas['SettlementFinancing']
export type Financeable = Schemas['SettlementFinanceable']
export type Lendable = Schemas['SettlementLendable']
export type Advance = Schemas['SettlementAdvance']
