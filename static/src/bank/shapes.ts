import type { components } from '../api/schema'

/** What the bank desk reads, by the names it uses. */
type Schemas = components['schemas']

export type Proof = Schemas['SettlementNostro']
export type ProvenDay = Schemas['SettlementNostroDay']
export type Doubt = Schemas['SettlementException']
export type Particular = Schemas['SettlementParticular']
export type Finding = Schemas['SettlementReconciled']
export type Statement = Schemas['SettlementBankStatement']
export type Line = Schemas['SettlementBankStatementLine']
export type Imported = Schemas['SettlementImported']
export type Rail = Schemas['RailCapabilities']
