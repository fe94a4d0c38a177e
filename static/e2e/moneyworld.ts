import type { Claim } from '../src/claims/shapes'
import type { Proposal, Suspense } from '../src/clearing/suspenseshapes'

/** Money that is nobody's, is called back, is owed, or is on its way; told at the fair's fixed instant. */
const now = Date.parse('2026-05-14T08:20:00Z')
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()
const list = (items: unknown[]) => ({ items })
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const cny = (amount: string) => ({ amount, currency: 'CNY' })
const lantern = { org: 'org_1', orgName: { en: 'Taihu Lantern Pictures', 'zh-Hans': '太湖灯影影业' } }
const nordlicht = { org: 'org_b', orgName: { en: 'Nordlicht Verleih', 'zh-Hans': '北光发行' } }

const proposal = (over: Partial<Proposal>): Proposal => ({ id: 'prp_1', action: 'suspense.assign', proposedBy: 'per_mo', by: 'Mo Lin', at: at(-95), yours: true, may: ['confirm', 'drop'], details: [], ...over })
const sum = (over: Partial<Suspense>): Suspense => ({
  id: 'sus_1',
  state: 'LYING',
  amount: eur('34170.00'),
  rail: 'sandbox',
  why: 'order_unknown',
  since: at(-3200),
  changed: at(-3200),
  may: ['assign', 'return'],
  v: 1,
  sandbox: true,
  ...over,
})

const mine = proposal({ object: 'sus_2', order: 'ord_1', proposedBy: 'per_me', yours: false, may: ['drop'] })
const lying = [
  sum({
    id: 'sus_1',
    payer: 'line_9f',
    sender: { name: 'Nordlicht Verleih GmbH & Co. KG', account: 'DE02 1203 0000 0000 2020 51', reference: 'Bootsoper Rate 2 / invoice 2026-114', day: '2026-05-12', statement: 'stm_eur' },
  }),
  sum({
    id: 'sus_2',
    amount: eur('2500.00'),
    why: 'order_closed',
    named: 'ord_7',
    payer: 'line_a0',
    sender: { name: 'Casa Verde Media S.L.', account: 'ES91 2100 0418 4502 0005 1332', reference: 'ord_7', day: '2026-05-13' },
    since: at(-900),
    proposed: [mine],
    may: [],
  }),
  sum({ id: 'sus_3', amount: cny('186000.00'), why: 'currency_mismatch', named: 'ord_2', payer: 'org_b', since: at(-14_400) }),
]

const claim = (over: Partial<Claim>): Claim => ({
  id: 'clm_1',
  order: 'ord_1',
  title: 'The Boat Opera, DE/AT/CH',
  seller: lantern,
  buyer: nordlicht,
  kind: 'chargeback',
  state: 'OPEN',
  amount: eur('84420.00'),
  taken: { escrow: eur('34170.00'), reserve: eur('4950.00'), seller: eur('12600.00'), sellerDebt: eur('32700.00'), buyer: eur('0.00'), buyerDebt: eur('0.00') },
  contestUntil: at(10_900),
  opened: at(-3500),
  changed: at(-3500),
  may: [],
  v: 9,
  sandbox: true,
  ...over,
})

const payout = (id: string, state: string, over: Record<string, unknown> = {}) => ({
  id,
  org: 'org_1',
  state,
  amount: eur('12400.00'),
  for: 'user',
  twoPeople: false,
  may: [],
  created: at(-300),
  changed: at(-200),
  v: 3,
  sandbox: true,
  ...over,
})

/** What pages of money find when nothing of it is amiss. */
export const moneyAnswers: Record<string, unknown> = {
  '/api/v1/claims': list([]),
  '/api/v1/payouts': list([]),
}

const settled = proposal({ id: 'prp_3', action: 'payout.resolve', payout: 'pay_u', to: 'SETTLED', evidence: 'MT199 of 13 May', at: at(-40) })
const kept = proposal({ id: 'prp_6', action: 'claim.decide', object: 'clm_2', order: 'ord_2', to: 'LOST', evidence: 'letter of 12 May', at: at(-50) })
const loss = proposal({ id: 'prp_4', action: 'loss.book', amount: eur('14.90'), evidence: 'stm_eur/12', note: 'Charges for the confirmation letter', at: at(-30) })
const forgive = proposal({ id: 'prp_5', action: 'debt.writeoff', object: 'org_4', amount: cny('1200.00'), note: 'The workshop has closed.', at: at(-20) })

/** What they find instead on the days that people work. */
export const moneyMoments = {
  suspense: {
    '/api/v1/suspense': list(lying),
    '/api/v1/suspense?state=ASSIGNED': list([sum({ id: 'sus_8', state: 'ASSIGNED', amount: eur('50250.00'), payer: 'org_b', order: 'ord_1', changed: at(-20_000), may: [], v: 2 })]),
    '/api/v1/suspense?state=RETURNED': list([
      sum({ id: 'sus_9', state: 'RETURNED', amount: cny('800.00'), payer: 'line_01', sender: { name: '王小明', account: '6222 0211 0012 3456', day: '2026-05-02' }, payout: 'pay_77', changed: at(-12_000), may: [], v: 2 }),
    ]),
    '/api/v1/suspense?state=REVERSED': list([]),
    '/api/v1/clearing/proposals': list([mine]),
    '/api/v1/organizations/org_b': { id: 'org_b', name: nordlicht.orgName, country: 'DE', kind: 'company', v: 1 },
  },
  claims: {
    '/api/v1/claims': list([
      claim({ may: ['decide'] }),
      claim({ id: 'clm_2', order: 'ord_2', title: 'Clay Afu, 400 pairs', kind: 'recall', state: 'CONTESTED', amount: eur('2500.00'), taken: { escrow: eur('0.00'), reserve: eur('2500.00'), seller: eur('0.00'), sellerDebt: eur('0.00'), buyer: eur('0.00'), buyerDebt: eur('0.00') }, evidence: 'waybill CN-2231-88, signed', may: ['decide'], proposed: [kept], opened: at(-9000) }),
    ]),
    '/api/v1/clearing/proposals': list([settled, kept, loss, forgive]),
    '/api/v1/payouts?state=UNKNOWN&limit=100': list([
      payout('pay_u', 'UNKNOWN', { proposed: [settled], may: ['resolve'], v: 4 }),
    ]),
    '/api/v1/debts': list([
      { org: 'org_1', amount: eur('32700.00') },
      { org: 'org_4', amount: cny('1200.00'), proposed: [forgive] },
    ]),
    '/api/v1/organizations/org_1': { id: 'org_1', name: lantern.orgName, country: 'CN', kind: 'company', v: 1 },
    '/api/v1/organizations/org_4': { id: 'org_4', name: { en: 'Clay Child Workshop', 'zh-Hans': '泥阿福工坊' }, country: 'CN', kind: 'company', v: 1 },
    '/api/v1/rails': list([{ name: 'sandbox', currencies: ['CNY', 'EUR', 'USD'] }]),
  },
  payouts: {
    '/api/v1/balances': list([
      {
        currency: 'EUR',
        available: eur('12600.00'),
        requested: eur('20000.00'),
        leaving: eur('12400.00'),
        reserve: eur('4950.00'),
        blocked: eur('0.00'),
        debt: eur('0.00'),
        reserves: [
          { order: 'ord_2', amount: eur('2500.00'), until: at(90_000) },
          { order: 'ord_1', amount: eur('2450.00') },
        ],
      },
      { currency: 'CNY', available: cny('0.00'), requested: cny('0.00'), leaving: cny('0.00'), reserve: cny('0.00'), blocked: cny('0.00'), debt: cny('1200.00') },
    ]),
    '/api/v1/payouts': list([
      payout('pay_1', 'REQUESTED', { amount: eur('20000.00'), twoPeople: true, proposedBy: 'per_mo', may: ['cancel'], created: at(-50) }),
      payout('pay_2', 'BATCHED', { created: at(-140), may: [] }),
      payout('pay_3', 'SUBMITTED', { created: at(-1500) }),
      payout('pay_4', 'UNKNOWN', { amount: eur('4500.00'), created: at(-2900) }),
      payout('pay_5', 'SETTLED', { amount: eur('9900.00'), created: at(-9000) }),
      payout('pay_6', 'SETTLED', { amount: eur('1000.00'), refundOf: 'ord_2', created: at(-9500) }),
      payout('pay_7', 'REJECTED', { amount: eur('310.00'), created: at(-20_000), reason: 'AC04' }),
      payout('pay_8', 'RETURNED', { amount: eur('900.00'), created: at(-21_000), returned: eur('885.00'), reason: 'MD07' }),
    ]),
  },
  takenOut: {
    '/api/v1/payouts': list([
      payout('pay_8', 'REQUESTED', { org: 'org_b', for: 'funder', amount: cny('250000.00'), twoPeople: true, may: ['cancel'], created: at(-20) }),
      payout('pay_9', 'SETTLED', { org: 'org_b', for: 'funder', amount: eur('6400.00'), created: at(-8000) }),
    ]),
  },
  called: {
    '/api/v1/claims?order=ord_1': list([claim({ may: ['contest', 'concede'] })]),
  },
}
