import type { components } from '../api/schema'

type Schemas = components['schemas']

/** What is kept back of one order, and until when if that is known. */
export type Reserved = Schemas['SettlementReserved']
