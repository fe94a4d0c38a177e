import type { Milestone, Order } from '../src/api/shapes'
import type { Advance, Financing } from '../src/financing/shapes'

type Names = { at: (minutes: number) => string; order: Order }

const money = (amount: string) => ({ amount, currency: 'EUR' })
const cny = (amount: string) => ({ amount, currency: 'CNY' })
const mill = { org: 'org_mill', orgName: { en: 'Millwheel Trade Finance', 'zh-Hans': '水碾贸易金融' } }
const lake = { org: 'org_lake', orgName: { en: 'Lakeside Factoring', 'zh-Hans': '湖畔保理' } }
const bridge = { org: 'org_bridge', orgName: { en: 'Two Bridges Capital', 'zh-Hans': '双桥资本' } }

/** Early payment, prices in other currencies and orders that are not agreed yet, for the pages that show them. */
export function financeAnswers({ at, order }: Names): Record<string, unknown> {
  const advance = (id: string, over: Partial<Advance>): Advance => ({
    id, order: 'ord_early', milestone: 'mil_2', title: 'Artwork', seller: order.seller, state: 'OFFERED', funder: mill, amount: money('25000.00'), rate: '7.90', until: at(7_000), principal: money('0.00'), interest: money('0.00'),
    owed: money('0.00'), paid: money('0.00'), expected: at(60_000), may: ['accept', 'decline'], v: 12, sandbox: true, ...over,
  })
  const milestone = (index: number, over: Partial<Milestone>): Milestone => ({ ...order.milestones[index]!, may: [], ...over })
  const early: Order = {
    ...order,
    id: 'ord_early',
    you: 'seller',
    payees: [lake, order.seller],
    milestones: [
      milestone(0, { state: 'SHIPPED', held: money('50000.00') }),
      milestone(1, { state: 'FUNDED', financeable: money('14200.00'), askedEarly: money('14200.00'), quantity: undefined, evidence: undefined, inspectUntil: undefined }),
    ],
    totals: { ...order.totals, released: money('0.00'), held: money('84000.00'), fees: money('0.00') },
    advances: [
      advance('adv_3', { funder: bridge, amount: money('14200.00'), rate: '9.25' }),
      advance('adv_2', { amount: money('14200.00'), rate: '7.90' }),
      advance('adv_4', { funder: lake, amount: money('12000.00'), rate: '8.40', until: at(600) }),
      advance('adv_1', { funder: lake, milestone: 'mil_1', amount: money('30000.00'), rate: '8.00', state: 'ACCRUING', principal: money('30000.00'), interest: money('78.90'), owed: money('30078.90'), disbursed: at(-17_000), may: ['repay'] }),
    ],
    timeline: [],
  }
  const priced: Order = {
    ...order,
    id: 'ord_priced',
    state: 'AWAITING_FUNDS',
    may: ['fund'],
    missing: money('84210.00'),
    payable: money('84210.00'),
    payIn: ['CNY', 'USD', 'GBP', 'JPY'],
    fundBy: at(14_000),
    milestones: [milestone(0, { state: 'PLANNED', held: money('0.00') }), milestone(1, { state: 'PLANNED', held: money('0.00'), evidence: undefined, inspectUntil: undefined })],
    totals: { ...order.totals, funded: money('0.00'), released: money('0.00'), held: money('0.00'), fees: money('0.00') },
    quotes: (
      [
        ['OPEN', ['accept'], { toleranceBasisPoints: 100, expires: at(24) }],
        ['LAPSED', ['requote', 'return'], { received: cny('200000.00'), agreedBasisPoints: 50, toleranceBasisPoints: 50, expires: at(-9_000), payBy: at(-300), returnBy: at(9_000) }],
        ['ACCEPTED', ['pay'], { pay: { amount: '98640.12', currency: 'USD' }, rate: '0.8632', received: { amount: '20000.00', currency: 'USD' }, payBy: at(2_800) }],
        ['EXECUTED', [], {}],
      ] as const
    ).map(([state, may, over], index) => ({
      id: `quo_${index}`, order: 'ord_priced', state, buy: money('84210.00'), pay: cny('698042.77'), rate: '0.1212', source: 'Example rates of 14 May, no market data', spread: money('421.05'), agreedBasisPoints: 0, toleranceBasisPoints: 0,
      expires: at(24), payBy: at(4_000), returnBy: at(14_000), ...over, may: [...may],
    })),
    timeline: [],
  }
  const proposed: Order = {
    ...order,
    id: 'ord_proposed',
    state: 'PROPOSED',
    may: ['amend', 'decline', 'agree'],
    total: money('92500.00'),
    milestones: [
      milestone(0, { id: 'mil_1', title: 'Masters', amount: money('54000.00'), state: 'PLANNED', held: money('0.00'), inspectionDays: 7, due: at(90_000) }),
      milestone(1, { id: 'mil_2', title: 'Artwork', amount: money('34000.00'), state: 'PLANNED', held: money('0.00'), inspectionDays: 10, quantity: 40, evidence: undefined, inspectUntil: undefined, due: at(120_000) }),
      milestone(1, { id: 'mil_3', title: 'Arabic titles', amount: money('4500.00'), state: 'PLANNED', held: money('0.00'), inspectionDays: 7, quantity: undefined, evidence: undefined, inspectUntil: undefined, silenceAccepts: false, due: at(130_000) }),
    ],
    draft: {
      from: 'ord_1',
      answerBy: at(8_000),
      buyerAgrees: false,
      sellerAgrees: true,
      was: [
        { title: 'Masters', amount: money('50000.00'), due: at(90_000), inspectionDays: 7, silenceAccepts: false },
        { title: 'Artwork', amount: money('34000.00'), due: at(110_000), inspectionDays: 7, silenceAccepts: true, quantity: 40 },
      ],
    },
    totals: { ...order.totals, funded: money('0.00'), released: money('0.00'), held: money('0.00'), fees: money('0.00') },
    timeline: [],
  }
  const lent = (id: string, over: Partial<Advance>) => advance(id, { may: [], order: 'ord_7', milestone: 'mil_1', ...over })
  const desk: Financing = {
    asOf: 80,
    has: [
      { available: cny('1250000.00'), offered: cny('180000.00'), requested: cny('250000.00'), lent: cny('420000.00') },
      { available: money('64000.00'), offered: money('0.00'), requested: money('0.00'), lent: money('0.00') },
    ],
    open: [
      { order: 'ord_9', milestone: 'mil_1', title: '剪纸动画母版', seller: { org: 'org_3', orgName: { en: 'Paper Bridge Animation', 'zh-Hans': '纸桥动画' } }, state: 'FUNDED', amount: cny('400000.00'), asked: cny('250000.00'), most: cny('250000.00'), shipBy: at(40_000), expected: at(50_000), since: at(-90), v: 6 },
      { order: 'ord_8', milestone: 'mil_2', title: 'Clay figures, second half', seller: { org: 'org_4', orgName: { en: 'Clay Child Workshop', 'zh-Hans': '泥阿福工坊' } }, state: 'PLANNED', amount: money('34000.00'), asked: money('16660.00'), most: money('16660.00'), since: at(-1_300), v: 4 },
    ],
    mine: [
      lent('adv_9', { state: 'OFFERED', amount: cny('180000.00'), rate: '7.50', may: ['withdraw'] }),
      lent('adv_8', { state: 'ACCRUING', amount: cny('300000.00'), principal: cny('300000.00'), interest: cny('1849.31'), owed: cny('301849.31'), rate: '7.50', paid: cny('0.00') }),
      lent('adv_7', { state: 'RECOURSE', order: 'ord_5', amount: cny('120000.00'), principal: cny('118640.00'), interest: cny('210.15'), owed: cny('118850.15'), rate: '9.00', paid: cny('640.00') }),
      lent('adv_6', { state: 'REPAID', order: 'ord_3', amount: cny('90000.00'), principal: cny('0.00'), interest: cny('0.00'), owed: cny('0.00'), rate: '8.00', paid: cny('1183.56') }),
      lent('adv_5', { state: 'WRITTEN_OFF', order: 'ord_2', amount: cny('20000.00'), rate: '9.50', paid: cny('0.00'), principal: cny('0.00'), interest: cny('0.00'), owed: cny('0.00') }),
    ],
  }
  return {
    '/api/v1/financing': desk,
    ...Object.fromEntries([early, priced, proposed].flatMap((one) => [[`/api/v1/orders/${one.id}`, one], [`/api/v1/orders/${one.id}/documents`, { items: [] }]])),
  }
}
