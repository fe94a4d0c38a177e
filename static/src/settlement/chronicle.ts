import type { Order, OrderDocument } from '../api/shapes'
import type { components } from '../api/schema'

export type OrderMessage = components['schemas']['SettlementMessage']
type Entry = NonNullable<Order['timeline']>[number]

/** What the history of an order can be narrowed to; a step is none of the others and stands only in the whole. */
export const kinds = ['money', 'goods', 'paper', 'message'] as const
export type Kind = (typeof kinds)[number] | 'step'

export type Happening = { id: string; at: string; kind: Kind; order: number } & ({ entry: Entry } | { paper: OrderDocument } | { message: OrderMessage })

const goods = /^(milestone\.(ship|deliver|accept|accept_part|cancel)|inspection\.|order\.start)/
/** Papers stand in the history by themselves; that one was made is no second event. */
const paperwork = /^(invoice\.|tax\.certify)/

function kindOf({ type, amount }: Entry): Kind {
  if (goods.test(type)) return 'goods'
  return amount ? 'money' : 'step'
}

/** Money, goods, papers and messages of an order as one history, the newest first. */
export function chronicle(entries: Entry[], papers: OrderDocument[], messages: OrderMessage[]): Happening[] {
  const all: Happening[] = [
    ...entries.filter(({ type }) => !paperwork.test(type)).map((entry, index) => ({ id: `${entry.seq}.${index}`, at: entry.at, kind: kindOf(entry), order: entry.seq, entry })),
    ...papers.filter(({ issued, available }) => available && issued).map((paper) => ({ id: [paper.kind, paper.number, paper.milestone, paper.entry].join(), at: paper.issued ?? '', kind: 'paper' as const, order: 0, paper })),
    ...messages.map((message) => ({ id: message.id, at: message.at, kind: 'message' as const, order: 0, message })),
  ]
  // What happened in one instant stands as the ledger has it, and its papers above it.
  return all.sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || Number(!('entry' in b)) - Number(!('entry' in a)) || b.order - a.order)
}
