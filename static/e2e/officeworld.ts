import type { Work, WorkItem } from '../src/work/shapes'

/** What waits for people: a buyer's list, a studio's, and the desk of the clearing office. The instants are those of world.ts. */

const now = Date.parse('2026-05-14T08:20:00Z')
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()
const both = (en: string, zh: string) => ({ en, 'zh-Hans': zh })
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const cny = (amount: string) => ({ amount, currency: 'CNY' })

const lantern = both('Taihu Lantern Pictures', '太湖灯影影业')
const nordlicht = both('Nordlicht Filmvertrieb', '北光电影发行')
const clay = both('Clay Child Workshop', '泥阿福工坊')

function work(items: WorkItem[], more = 0): Work {
  const count = (urgency: string) => items.filter((item) => item.yours && item.urgency === urgency).length
  return { items, late: count('late'), atRisk: count('at_risk'), due: count('due'), more, asOf: 4211 }
}

const buyer = work([
  { kind: 'milestone', action: 'inspect', urgency: 'at_risk', role: 'buyer', yours: true, order: 'ord_1', milestone: 'mil_2', title: 'Ferrymen of Lake Tai, German-speaking Europe', part: 'Artwork and trailer', org: 'org_1', orgName: lantern, amount: eur('34000.00'), since: at(-7200), due: at(1720), v: 9 },
  { kind: 'dispute', action: 'answer-offer', urgency: 'at_risk', role: 'buyer', yours: true, order: 'ord_2', milestone: 'mil_1', object: 'dsp_1', title: 'Clay Afu, 400 pairs', part: 'First delivery', org: 'org_4', orgName: clay, amount: cny('21600.00'), since: at(-3000), due: at(2400), v: 14 },
  { kind: 'order', action: 'fund', urgency: 'due', role: 'buyer', yours: true, order: 'ord_5', title: 'Three seasons of Ink Carp', org: 'org_3', orgName: both('Ink Carp Games', '墨鲤游戏'), amount: eur('48480.00'), since: at(-900), due: at(12_000), v: 2 },
  { kind: 'milestone', action: 'confirm-arrival', urgency: 'anytime', role: 'buyer', yours: true, order: 'ord_6', milestone: 'mil_1', title: 'Purple Sand, 60 teapots', part: 'Teapots', org: 'org_5', orgName: both('Purple Sand Studio', '紫砂小筑'), amount: cny('86000.00'), since: at(-2900), v: 6 },
])

const exhibitor = work([
  { kind: 'milestone', action: 'ship', urgency: 'late', role: 'seller', yours: true, order: 'ord_1', milestone: 'mil_1', title: 'Ferrymen of Lake Tai, German-speaking Europe', part: 'Masters', org: 'org_b', orgName: nordlicht, amount: eur('14000.00'), since: at(-20_000), due: at(-1900), v: 9 },
  { kind: 'advance', action: 'answer-advance', urgency: 'at_risk', role: 'seller', yours: true, order: 'ord_early', milestone: 'mil_2', object: 'adv_1', title: 'Lantern nights', part: 'Festival copy', org: 'org_b', orgName: nordlicht, amount: eur('9000.00'), since: at(-300), due: at(1300), v: 4 },
  { kind: 'dispute', action: 'file-evidence', urgency: 'due', role: 'seller', yours: true, order: 'ord_2', milestone: 'mil_1', object: 'dsp_1', title: 'Clay Afu, 400 pairs', part: 'First delivery', org: 'org_b', orgName: nordlicht, amount: cny('21600.00'), since: at(-3000), due: at(7400), v: 14 },
])

const release = (number: number, over: Partial<WorkItem>): WorkItem => ({
  kind: 'release', action: 'propose', urgency: 'at_risk', role: 'clearing_maker', yours: true, order: `ord_${number}`, milestone: 'mil_2', title: 'Ferrymen of Lake Tai', part: 'Artwork and trailer', org: 'org_1', orgName: lantern, amount: eur('34000.00'), since: at(-200 * number), due: at(1440 - 200 * number), v: 9, ...over,
})

/** The desk as the maker who is signed in sees it. */
const desk = work(
  [
    release(8, { urgency: 'late', since: at(-2000), due: at(-560), amount: eur('61200.00') }),
    { kind: 'resolve', action: 'propose', urgency: 'late', role: 'clearing_maker', yours: true, payout: 'pay_u7d2', org: 'org_4', orgName: clay, amount: cny('118000.00'), since: at(-1600), due: at(-160), v: 4 },
    { kind: 'exception', action: 'examine', urgency: 'late', role: 'clearing_maker', yours: true, object: 'exc_1', code: 'amount_differs', payout: 'pay_31c0', amount: eur('12.50'), since: at(-1500), due: at(-60), v: 1 },
    release(3, {}),
    release(4, { part: 'Masters', amount: eur('28500.00') }),
    release(5, { title: 'Clay Afu, 400 pairs', part: 'Second delivery', orgName: clay, org: 'org_4', amount: cny('240000.00') }),
    { kind: 'payout', action: 'propose', urgency: 'at_risk', role: 'clearing_maker', yours: true, payout: 'pay_9ab1', org: 'org_1', orgName: lantern, amount: eur('45000.00'), since: at(-400), due: at(1040), v: 1 },
    { kind: 'suspense', action: 'examine', urgency: 'at_risk', role: 'clearing_maker', yours: true, object: 'sus_1', code: 'order_unknown', amount: eur('4040.00'), since: at(-300), due: at(1140), v: 1 },
    { kind: 'claim', action: 'contest', urgency: 'due', role: 'clearing_maker', yours: true, object: 'clm_1', order: 'ord_1', title: 'Ferrymen of Lake Tai', org: 'org_1', orgName: lantern, amount: eur('9000.00'), since: at(-3000), due: at(9000), v: 12 },
    { kind: 'statement', action: 'import', urgency: 'due', role: 'clearing_maker', yours: true, object: 'sandbox', code: 'EUR', since: at(-500), due: at(4200) },
    release(9, { action: 'check', role: 'clearing_checker', yours: false, proposedBy: 'per_me', proposedByName: 'Jana Vogt', amount: eur('52000.00') }),
    { kind: 'suspense', action: 'check', urgency: 'at_risk', role: 'clearing_checker', yours: false, object: 'sus_2', code: 'order_unknown', amount: eur('17170.00'), since: at(-900), due: at(540), v: 1, proposal: 'prop_assign', proposedBy: 'per_me', proposedByName: 'Jana Vogt' },
  ],
  3,
)

const assign = {
  id: 'prop_assign', action: 'suspense.assign', order: 'ord_1', object: 'sus_2', amount: eur('17170.00'), evidence: 'line 7 of 12 May', details: [], proposedBy: 'per_lin', by: 'Lin Qiuyan', at: at(-900), yours: true, may: ['confirm', 'drop'],
}
const close = { id: 'prop_close', action: 'period.close', details: [{ name: 'until', number: Date.parse('2026-05-01T00:00:00Z') }], proposedBy: 'per_lin', by: 'Lin Qiuyan', at: at(-70), yours: true, may: ['confirm', 'drop'] }

const second = (item: WorkItem): WorkItem => ({ ...item, action: 'check', role: 'clearing_checker', yours: true, proposedBy: 'per_lin', proposedByName: 'Lin Qiuyan' })
/** The desk as a checker sees it. */
const checker = work([
  second(release(8, { urgency: 'late', since: at(-2000), due: at(-560), amount: eur('61200.00') })),
  second(release(3, {})),
  { ...second(desk.items.at(-1)!), order: 'ord_1', title: 'Ferrymen of Lake Tai' },
  { kind: 'proposal', action: 'check', urgency: 'at_risk', role: 'clearing_checker', yours: true, object: 'prop_close', proposal: 'prop_close', code: 'period.close', since: at(-70), due: at(1370), proposedBy: 'per_lin', proposedByName: 'Lin Qiuyan' },
  { ...release(5, {}), yours: false },
])

/** A buyer's list, where a page asks for one and nothing else is said. */
export const officeAnswers = { '/api/v1/work': buyer }

export const officeMoments: Record<'exhibitor' | 'desk' | 'checker', Record<string, unknown>> = {
  exhibitor: { '/api/v1/work': exhibitor },
  desk: { '/api/v1/work': desk, '/api/v1/clearing/proposals': { items: [] } },
  checker: { '/api/v1/work': checker, '/api/v1/clearing/proposals': { items: [assign, close] } },
}
