import type { Entry, Terms } from './entry'

type Part = { amount: bigint; buyerExchange: bigint; buyerPlatform: bigint; cancelled: boolean }

const whole = 10_000n

/** The buyer's two commissions on a running total: one fee on the whole, every cut rounded down. */
function buyerFees(terms: Terms, base: bigint): [exchange: bigint, platform: bigint] {
  const both = terms.exbp + terms.plbp
  if (both === 0n || base <= 0n) return [0n, 0n]
  const buyer = (((base * both) / whole) * terms.buyerbp) / whole
  const exchange = (buyer * terms.exbp) / both
  return [exchange, buyer - exchange]
}

/** The milestones of an order and what the buyer pays for each; some are divided later, some are given up. */
export class Parts {
  private parts = new Map<string, Part>()

  constructor(terms: Terms) {
    let base = 0n
    for (const { id, amt } of terms.ms) {
      const [exchangeBefore, platformBefore] = buyerFees(terms, base)
      base += amt
      const [exchange, platform] = buyerFees(terms, base)
      this.parts.set(id, { amount: amt, buyerExchange: exchange - exchangeBefore, buyerPlatform: platform - platformBefore, cancelled: false })
    }
  }

  /** Does what an entry does to milestones. */
  follow({ mv, amt, ty }: Entry) {
    for (const { k, id, to } of mv) {
      const part = this.parts.get(id)
      if (k !== 'm' || !part) continue
      if (to === 'CANCELLED') part.cancelled = true
      if (to !== 'DIVIDED') continue
      const [first, second] = mv.filter((m) => m.k === 'm' && m.from === '')
      if (!first || !second) continue
      // Who contests a part leaves the rest as the first; who accepts some pieces accepts the first.
      const [a, b] = apart(part, ty === 'dispute.open' ? part.amount - amt : amt)
      this.parts.delete(id)
      this.parts.set(first.id, a).set(second.id, b)
    }
  }

  due(): bigint {
    let sum = 0n
    for (const { amount, buyerExchange, buyerPlatform, cancelled } of this.parts.values()) {
      if (!cancelled) sum += amount + buyerExchange + buyerPlatform
    }
    return sum
  }
}

function apart(part: Part, first: bigint): [Part, Part] {
  const share = (of: bigint) => (part.amount === 0n ? 0n : (of * first) / part.amount)
  const a = { amount: first, buyerExchange: share(part.buyerExchange), buyerPlatform: share(part.buyerPlatform), cancelled: false }
  return [
    a,
    {
      amount: part.amount - first,
      buyerExchange: part.buyerExchange - a.buyerExchange,
      buyerPlatform: part.buyerPlatform - a.buyerPlatform,
      cancelled: false,
    },
  ]
}
