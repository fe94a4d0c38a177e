import type { components } from '../src/api/schema'
import type { Dispute, Order } from '../src/api/shapes'

type Schemas = components['schemas']

/** What compliance and arbitrators see of the invented fair. `at` tells an instant by minutes from its fixed one; `contested` is its order with disputes. */
export function guardAnswers(at: (minutes: number) => string, contested: Order): Record<string, unknown> {
  const list = (items: unknown[]) => ({ items })
  const both = (en: string, zh: string) => ({ en, 'zh-Hans': zh })
  const eur = (amount: string) => ({ amount, currency: 'EUR' })
  const lift = { id: 'prp_1', action: 'order.lift', order: 'ord_4', proposedBy: 'per_compliance1', at: at(-40), yours: true, may: ['confirm', 'drop'] } as Schemas['SettlementProposal']

  const parties: Schemas['SettlementStanding'][] = [
    {
      org: 'org_7', decision: 'hit', lists: 'sha256-1f3c', current: true, blocked: true, kept: [eur('41250.00')], by: 'per_compliance1', byName: 'Zou Ruolan 邹若兰', reason: 'Same registration number as entry 14921; the bank confirms it.', at: at(-1500),
      names: ['Grid & Grain Design', '格物设计'], matches: [{ source: 'ofac', id: '14921', name: 'GRID AND GRAIN DESIGN', score: 100, of: 'Grid & Grain Design' }],
      orders: [{ order: 'ord_4', as: 'seller', held: true }, { order: 'ord_9', as: 'seller', held: true }], may: ['propose-unblock'],
    },
    {
      org: 'org_12', decision: 'review', lists: 'sha256-1f3c', current: true, blocked: false, kept: [], at: at(-90), names: ['Red Wall Documentary', '红墙纪录'],
      matches: [
        { source: 'eu', id: 'EU.4417.90', name: '洪强记录', score: 95, of: '红墙纪录' },
        { source: 'un', id: 'KPe.041', name: 'Red Wall Documentaries Trading Corp.', score: 88, of: 'Red Wall Documentary' },
      ],
      orders: [{ order: 'ord_5', as: 'seller', held: true }], may: ['block', 'clear', 'hit'],
    },
  ]
  const holds: Schemas['SettlementHeldOrder'][] = [
    {
      order: 'ord_4', title: 'Lamps for the Frankfurt stand', buyer: { org: 'org_b', orgName: both('Nordlicht Verleih', '北光发行') }, seller: { org: 'org_7', orgName: both('Grid & Grain Design', '格物设计') },
      escrow: eur('61200.00'), hold: { reason: 'screening: hit', role: 'system', at: at(-1500), lift }, may: [], v: 6,
    },
    {
      order: 'ord_5', title: 'Nine evenings by the canal', buyer: { org: 'org_b', orgName: both('Nordlicht Verleih', '北光发行') }, seller: { org: 'org_12', orgName: both('Red Wall Documentary', '红墙纪录') },
      escrow: eur('18000.00'), hold: { reason: 'The bank asks where the money comes from.', by: 'per_compliance1', role: 'compliance', at: at(-80) }, may: ['lift'], v: 4,
    },
  ]
  const before: Dispute = {
    ...contested.disputes[1]!,
    state: 'EVIDENCE',
    offers: contested.disputes[1]!.offers.slice(1),
    evidence: [
      ...contested.disputes[1]!.evidence,
      { by: 'seller', kind: 'contract', ref: 'deal_1, annex B', note: 'The Arabic title was to come from the buyer, who sent it four days late.', at: at(-200) },
      { by: 'seller', kind: 'correspondence', ref: 'mail-2026-05-10', note: 'The buyer’s mail with the title, dated after the print run.', at: at(-190) },
    ],
    clocks: { negotiateUntil: at(-700), escalatesAt: at(-100), evidenceUntil: at(3_100) },
    may: ['decide'],
  }
  const short = (n: number, en: string, over: Partial<Dispute>, held = false): Schemas['SettlementCase'] => ({
    order: `ord_${n}`, title: en, buyer: contested.buyer, seller: contested.seller, held, dispute: { ...before, id: `dsp_${n}`, may: [], ...over },
  })
  return {
    '/api/v1/screening': {
      version: 'sha256-1f3c09d2a77e4b8c51e60fd28a94c3b7', loaded: true, readable: true, names: 41_873, open: 2, day: at(-4_000),
      sources: [{ name: 'eu', names: 14_208 }, { name: 'ofac', names: 26_412 }, { name: 'un', names: 1_253 }],
    } satisfies Schemas['SettlementScreening'],
    '/api/v1/screening/parties': list(parties),
    '/api/v1/screening/parties/org_7': parties[0],
    '/api/v1/screening/parties/org_12': parties[1],
    '/api/v1/holds': list(holds),
    '/api/v1/clearing/break-glass': list([]),
    '/api/v1/disputes': list([
      short(2, 'The Boat Opera, DE/AT/CH', { id: 'dsp_1', may: ['decide'] }),
      short(6, 'Clay Afu, 400 pairs', { state: 'RULED', contested: eur('31500.00'), reason: 'damaged', may: ['decide', 'confirm'] }),
      short(7, 'Four hundred bedside lamps', { state: 'NEGOTIATION', contested: eur('4200.00'), reason: 'late', clocks: { ...before.clocks, escalatesAt: at(700) } }),
      short(8, 'Blue calico, 2,000 metres', { state: 'DECIDED', contested: eur('9800.00'), reason: 'incomplete', clocks: { ...before.clocks, appealUntil: at(8_000) } }),
      short(4, 'Lamps for the Frankfurt stand', { contested: eur('2600.00') }, true),
    ]),
    '/api/v1/orders/ord_3': { ...contested, id: 'ord_3', you: 'arbitrator', held: false, disputes: [{ ...before, id: 'dsp_1' }], quotes: undefined } satisfies Order,
    '/api/v1/orders/ord_3/documents': list([]),
    '/api/v1/orders/ord_4': { ...contested, id: 'ord_4', you: 'clearing_checker', held: true, hold: holds[0]!.hold, may: ['lift'], disputes: [], quotes: undefined } satisfies Order,
    '/api/v1/orders/ord_4/documents': list([]),
  }
}

/** At other moments: no lists at all, so that everybody counts as clear; and the emergency brake in the reader's hand. */
export const guardMoments = {
  none: {
    '/api/v1/screening': { version: 'none', loaded: false, readable: true, names: 0, open: 0, sources: [], notice: 'No lists of sanctioned parties are loaded: nobody is compared with anything.' } satisfies Schemas['SettlementScreening'],
    '/api/v1/screening/parties': { items: [] },
    '/api/v1/holds': { items: [] },
  },
  brake: {
    '/api/v1/clearing/break-glass': {
      items: [
        { person: 'per_me', role: 'clearing_checker', reason: 'The buyer’s bank reports a stolen account, compliance does not answer.', at: '2026-05-14T08:08:00Z', until: '2026-05-14T08:38:00Z', yours: true },
      ] satisfies Schemas['SettlementGlass'][],
    },
  },
}
