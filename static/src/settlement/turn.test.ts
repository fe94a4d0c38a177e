import { describe, expect, it } from 'vitest'
import type { Milestone, Order } from '../api/shapes'
import { turn } from './turn'

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const milestone = (id: string, state: string, more: Partial<Milestone> = {}) => ({ id, title: id, state, ...more }) as Milestone
const order = (over: Partial<Order>) => ({ state: 'IN_DELIVERY', you: 'buyer', held: false, may: [], milestones: [], ...over }) as unknown as Order

const inspected = milestone('Masters', 'INSPECTION', { inspectUntil: '2026-05-20T08:00:00Z' })
const sooner = milestone('Trailer', 'INSPECTION', { inspectUntil: '2026-05-18T08:00:00Z' })
const planned = milestone('Posters', 'FUNDED', { due: '2026-06-01T00:00:00Z' })

describe('whose turn it is', () => {
  it.each<[string, Partial<Order>, string, string?, string?]>([
    ['a stopped order is nobody’s turn, whatever waits', { held: true, milestones: [inspected] }, 'order.turn.held'],
    ['an officer reads of a stopped order who lets it go on', { held: true, you: 'clearing_maker' }, 'order.turn.heldWatched'],
    ['the buyer pays in by the last day', { state: 'AWAITING_FUNDS', may: ['fund'], fundBy: '2026-05-30T08:00:00Z' }, 'order.payWords', undefined, '2026-05-30T08:00:00Z'],
    ['the seller reads until when the buyer pays', { state: 'AWAITING_FUNDS', you: 'seller', fundBy: '2026-05-30T08:00:00Z' }, 'order.now.awaiting_funds', undefined, '2026-05-30T08:00:00Z'],
    ['the seller begins before the first day to deliver', { state: 'FUNDED', you: 'seller', may: ['start'], milestones: [planned] }, 'order.startWords', undefined, planned.due],
    ['the buyer looks first at what ends first by itself', { milestones: [inspected, sooner, planned] }, 'order.turn.inspect', 'Trailer', sooner.inspectUntil],
    ['the buyer says what has arrived', { milestones: [planned, milestone('Masters', 'SHIPPED')] }, 'order.turn.receive', 'Masters'],
    ['the buyer waits for what the seller delivers next', { milestones: [planned] }, 'order.turn.theyShip', 'Posters', planned.due],
    ['the seller delivers, also while another milestone is inspected', { you: 'seller', milestones: [inspected, planned] }, 'order.turn.ship', 'Posters', planned.due],
    ['the seller waits for the inspection', { you: 'seller', milestones: [inspected] }, 'order.turn.theyInspect', 'Masters', inspected.inspectUntil],
    ['who only watches reads what ends first by itself', { you: 'clearing_checker', milestones: [planned, inspected] }, 'order.turn.theyInspect', 'Masters', inspected.inspectUntil],
    ['what is accepted is released', { milestones: [milestone('Masters', 'ACCEPTED'), milestone('Posters', 'DISPUTED')] }, 'order.turn.release', 'Masters'],
    ['a dispute comes last: the rest goes on', { milestones: [milestone('Masters', 'RELEASED'), milestone('Posters', 'DISPUTED')] }, 'order.turn.disputed', 'Posters'],
    ['an order that is over says how it ended', { state: 'COMPLETED', totals: { refunded: eur('0.00') } as Order['totals'] }, 'order.now.completed'],
    ['and that a part of it went back', { state: 'COMPLETED', totals: { refunded: eur('3.00') } as Order['totals'] }, 'order.now.split'],
  ])('%s', (_, over, says, title, until) => {
    const now = turn(order(over))
    expect([now.says, now.milestone?.title, now.until]).toEqual([says, title, until])
  })
})

it.each<[string, object, string]>([
  ['a price that is agreed is what to pay', { state: 'ACCEPTED', payBy: '2026-05-20T08:00:00Z' }, 'order.turn.quotePay'],
  ['money that came too late waits for an answer', { state: 'LAPSED', received: eur('500.00'), returnBy: '2026-05-27T08:00:00Z' }, 'order.turn.quoteLate'],
  ['a price that lapsed without money asks for nothing', { state: 'LAPSED' }, 'order.payWords'],
])('paying in another currency: %s', (_, quote, says) => {
  expect(turn(order({ state: 'AWAITING_FUNDS', may: ['fund'], quotes: [quote] as Order['quotes'] })).says).toBe(says)
})
