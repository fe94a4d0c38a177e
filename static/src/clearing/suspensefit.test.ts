import { expect, it } from 'vitest'
import type { Order } from '../api/shapes'
import { answersTo, candidates, fills, hintsOf, takes } from './suspensefit'
import type { Suspense } from './suspenseshapes'

const eur = (amount: string) => ({ amount, currency: 'EUR' })

const order = (over: Partial<Record<keyof Order, unknown>> = {}) =>
  ({
    id: 'ord_1',
    deal: 'deal_1',
    title: 'Lake stories, second season',
    state: 'AWAITING_FUNDS',
    currency: 'EUR',
    held: false,
    missing: eur('1000.00'),
    buyer: { org: 'org_b', orgName: { en: 'Nordlicht Verleih GmbH' } },
    seller: { org: 'org_s', orgName: { 'zh-Hans': '太湖灯影影业' } },
    milestones: [
      { id: 'mil_1', title: 'Masters', state: 'PLANNED', held: eur('0.00'), payable: eur('400.00') },
      { id: 'mil_2', title: 'Artwork', state: 'PLANNED', held: eur('0.00'), payable: eur('600.00') },
    ],
    ...over,
  }) as unknown as Order

const sum = (over: Partial<Suspense> = {}) => ({ id: 'sus_1', amount: eur('1000.00'), why: 'order_unknown', ...over }) as Suspense

it('fills the milestones in their order, each up to what is due', () => {
  const { parts, rest } = fills(order(), eur('500.00'))
  expect(parts.map(({ part, full }) => [part.amount, full])).toEqual([
    ['400.00', true],
    ['100.00', false],
  ])
  expect(rest).toEqual(eur('0.00'))
})

it('leaves to the buyer what is more than all of them need, and fills nothing that has ended', () => {
  const begun = order({
    milestones: [
      { id: 'mil_1', title: 'Masters', state: 'RELEASED', held: eur('0.00'), payable: eur('400.00') },
      { id: 'mil_2', title: 'Artwork', state: 'FUNDED', held: eur('550.00'), payable: eur('600.00') },
    ],
  })
  const { parts, rest } = fills(begun, eur('80.00'))
  expect(parts.map(({ milestone, part }) => [milestone.id, part.amount])).toEqual([['mil_2', '50.00']])
  expect(rest).toEqual(eur('30.00'))
})

it.each([
  ['waits for money', {}, true],
  ['is in delivery', { state: 'IN_DELIVERY' }, true],
  ['is not agreed yet', { state: 'PROPOSED' }, false],
  ['has ended', { state: 'COMPLETED' }, false],
  ['is stopped by compliance', { held: true }, false],
  ['has another currency', { currency: 'CNY' }, false],
])('an order that %s', (_, over, taken) => {
  expect(takes(order(over), eur('1.00'))).toBe(taken)
})

it('tells why an order may be the one that was meant', () => {
  const by = { name: 'NORDLICHT VERLEIH', reference: 'Lake stories second season, thank you', day: '2026-05-14' }
  expect(hintsOf(order(), sum({ named: 'ord_1' }))).toEqual(['named', 'exact'])
  expect(hintsOf(order(), sum({ sender: by }))).toEqual(['written', 'payer', 'exact'])
  expect(hintsOf(order(), sum({ payer: 'org_b', amount: eur('10.00') }))).toEqual(['payer', 'part'])
  expect(hintsOf(order(), sum({ sender: { name: '太湖', day: '2026-05-14' }, amount: eur('1000.01') }))).toEqual(['over'])
})

it('puts the order that most speaks for first, once', () => {
  const exact = order({ id: 'ord_2', missing: eur('70.00') })
  const found = candidates([order(), exact, order(), order({ id: 'ord_3', currency: 'CNY' })], sum({ amount: eur('70.00') }))
  expect(found.map((one) => one.order.id)).toEqual(['ord_2', 'ord_1'])
})

it('finds an order by its id, its title or one of its sides', () => {
  expect(['ORD_1', 'second', '灯影', 'nordlicht', '  '].map((typed) => answersTo(order(), typed))).toEqual([true, true, true, true, true])
  expect(answersTo(order(), 'ord_9')).toBe(false)
})
