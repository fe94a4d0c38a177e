import type { Milestone, Money, Order } from '../api/shapes'
import { fromMinor, toMinor } from '../money/money'
import type { Suspense } from './suspenseshapes'

/** What a sum would do to one milestone. */
export type Filled = { milestone: Milestone; before: Money; part: Money; due: Money; full: boolean }

const closed = ['RELEASED', 'SPLIT', 'REFUNDED', 'CANCELLED']
/** The states of an order that money can still be given to. */
const open = ['AWAITING_FUNDS', 'PARTIALLY_FUNDED', 'FUNDED', 'IN_DELIVERY']

/** Says whether the ledger would take the sum for this order. */
export function takes(order: Order, money: Money): boolean {
  return open.includes(order.state) && !order.held && order.currency === money.currency
}

/**
 * What a sum would fill, as the ledger does it: the milestones in their order, each up to what is due; what is more than
 * all of them need is the buyer's to use.
 */
export function fills(order: Order, money: Money): { parts: Filled[]; rest: Money } {
  const zero = 0n
  let left = toMinor(money)
  const parts: Filled[] = []
  for (const milestone of order.milestones) {
    if (closed.includes(milestone.state)) continue
    const held = toMinor(milestone.held)
    const due = toMinor(milestone.payable)
    const room = due > held ? due - held : zero
    const part = room < left ? room : left
    left -= part
    parts.push({ milestone, before: milestone.held, part: fromMinor(part, money.currency), due: milestone.payable, full: held + part >= due })
  }
  return { parts, rest: fromMinor(left, money.currency) }
}

export type Hint = 'named' | 'exact' | 'written' | 'payer' | 'part' | 'over'
export type Candidate = { order: Order; hints: Hint[] }

const weight: Record<Hint, number> = { named: 16, exact: 8, written: 4, payer: 4, part: 1, over: 0 }

/** Words of a name or a reference that mean something: without case, punctuation and what is shorter than three letters. */
function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2 || /\p{Script=Han}/u.test(word)))
}

function share(a: Set<string>, b: Set<string>): boolean {
  let both = 0
  for (const word of a) if (b.has(word)) both++
  return both > 0 && both * 2 >= Math.min(a.size, b.size)
}

/** Why an order may be the one that was meant. */
export function hintsOf(order: Order, sum: Suspense): Hint[] {
  const hints: Hint[] = []
  const written = sum.sender?.reference ?? ''
  if (sum.named === order.id) hints.push('named')
  else if (written.includes(order.id) || written.includes(order.deal) || (order.title && share(wordsOf(order.title), wordsOf(written)))) hints.push('written')
  const payer = wordsOf(sum.sender?.name ?? '')
  if (sum.payer === order.buyer.org || Object.values(order.buyer.orgName).some((name) => share(wordsOf(name), payer))) hints.push('payer')
  const missing = toMinor(order.missing)
  const amount = toMinor(sum.amount)
  if (missing === amount) hints.push('exact')
  else hints.push(amount < missing ? 'part' : 'over')
  return hints
}

/** The orders that the sum could be for, those that most speaks for before the others. */
export function candidates(orders: Order[], sum: Suspense): Candidate[] {
  const score = ({ hints }: Candidate) => hints.reduce((total, hint) => total + weight[hint], 0)
  const distinct = new Map(orders.map((order) => [order.id, order]))
  return [...distinct.values()]
    .filter((order) => takes(order, sum.amount))
    .map((order) => ({ order, hints: hintsOf(order, sum) }))
    .sort((a, b) => score(b) - score(a))
}

/** Whether an order answers to what was typed: its id, its title, or one of its sides. */
export function answersTo(order: Order, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  if (!wanted) return true
  return [order.id, order.title, ...Object.values(order.buyer.orgName), ...Object.values(order.seller.orgName)].some((text) => text.toLowerCase().includes(wanted))
}
