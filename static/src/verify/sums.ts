import type { Entry, Statement, Terms, Totals } from './entry'
import { Wrong } from './finding'
import { Parts } from './parts'

/** Entries that name an order and are not about its state: proposals and what becomes of payouts. */
const aside = (e: Entry) => /^(action|payout)\./.test(e.ty)

const where = ({ entry, seq }: Statement['entries'][number]) => ({ entry: entry.ty, block: String(seq) })
const classOf = (account: string) => account.split(':', 1)[0]
const posted = (e: Entry, counts: (account: string) => boolean) => e.legs.reduce((sum, l) => (l.b === 'p' && counts(l.a) ? sum + l.v : sum), 0n)

/** What the account of an organization gets, also while it is blocked. */
const gets = (e: Entry, org: string) => posted(e, (account) => account === `user:${org}:avail` || account === `user:${org}:blocked`)

/** Each entry sums to zero in each currency; what was refused moves nothing. */
export function checkZero({ entries }: Statement) {
  for (const one of entries) {
    const { entry } = one
    if (!entry.ok && (entry.legs.length > 0 || entry.mv.length > 0 || !entry.why)) throw new Wrong('refused', where(one))
    const sums = new Map<string, bigint>()
    for (const l of entry.legs) if (l.b === 'p') sums.set(l.c, (sums.get(l.c) ?? 0n) + l.v)
    for (const [currency, sum] of sums) if (sum !== 0n) throw new Wrong('zero', { ...where(one), currency, sum: String(sum) })
  }
}

/**
 * Each entry raises the order's version by one, so that none that counts is missing; the last is the one shown. Proposals have a
 * count of their own; those of earlier releases say 0 and are not counted.
 */
export function checkVersions({ entries, version, proposed }: Statement) {
  let now = 0n
  let asked = 0n
  for (const one of entries) {
    const proposal = one.entry.ty === 'action.propose' && one.entry.ov !== 0n
    if (!one.entry.ok || (aside(one.entry) && !proposal)) continue
    const wanted = proposal ? asked + 1n : now
    if (one.entry.ov !== wanted) throw new Wrong('gap', { ...where(one), has: String(one.entry.ov), wanted: String(wanted) })
    if (proposal) asked++
    else now++
  }
  if (now !== version) throw new Wrong('version', { has: String(version), wanted: String(now) })
  if (asked !== proposed) throw new Wrong('version', { has: String(proposed), wanted: String(asked) })
}

/** Each move begins where the one before ended, and the order ends in the state shown. */
export function checkStates({ entries, order, state }: Statement) {
  const states = new Map<string, string>()
  const agreed = new Set(entries.flatMap(({ entry }) => entry.terms?.ms.map(({ id }) => id) ?? []))
  for (const one of entries) {
    for (const { k, id, from, to } of one.entry.mv) {
      // Payouts and money in suspense also move in entries that are not this order's.
      if (k === 'p' || k === 's') continue
      const key = `${k} ${id}`
      const known = states.get(key)
      const begins = known ?? (k === 'm' && agreed.has(id) ? 'PLANNED' : '')
      if (from !== begins) throw new Wrong('move', { ...where(one), has: from, wanted: begins })
      states.set(key, to)
    }
  }
  const ends = states.get(`o ${order}`)
  if (ends !== state) throw new Wrong('state', { has: state, wanted: ends ?? '' })
}

/** The order's escrow, running: only its own accounts, only its currency, never less than nothing. Returns each change. */
function* changes({ entries, order }: Statement, currency: string) {
  let free = 0n
  let frozen = 0n
  for (const one of entries) {
    const { entry } = one
    for (const { a, b, c, v } of entry.legs) {
      const kind = classOf(a)
      if (kind !== 'escrow' && kind !== 'dispute') continue
      if (a !== `${kind}:${order}` || c !== currency || b !== 'p') throw new Wrong('account', { ...where(one), account: a })
      if (kind === 'escrow') free += v
      else frozen += v
    }
    if (free < 0n || frozen < 0n) throw new Wrong('below', where(one))
    const change = posted(entry, (account) => account === `escrow:${order}` || account === `dispute:${order}`)
    yield { one, entry, change }
  }
}

export function checkEscrow(statement: Statement) {
  for (const _ of changes(statement, statement.totals.currency));
}

/** The order's sums, added up from its entries alone. */
export function totalsOf(statement: Statement): Totals {
  const first = statement.entries[0]?.entry
  if (!first?.terms || !first.ok) throw new Wrong('beginning')
  let terms: Terms = first.terms
  let parts = new Parts(terms)
  const sums = { funded: 0n, released: 0n, fees: 0n, refunded: 0n, cancelFees: 0n, called: 0n }
  for (const { one, entry, change } of changes(statement, terms.c)) {
    if (entry.ty === 'order.amend' && entry.ok && entry.terms) parts = new Parts((terms = entry.terms))
    parts.follow(entry)
    if (change > 0n) sums.funded += change
    if (change >= 0n) continue
    const gone = -change
    switch (entry.ty) {
      case 'milestone.release':
      case 'dispute.accept':
      case 'dispute.execute': {
        // What of it is not the buyer's was earned, commissions included.
        const back = entry.ty === 'milestone.release' ? 0n : gets(entry, terms.buyer)
        sums.refunded += back
        sums.released += gone - back
        sums.fees += posted(entry, (account) => classOf(account) === 'fee')
        break
      }
      case 'order.cancel': {
        const fee = gets(entry, terms.seller)
        sums.cancelFees += fee
        sums.refunded += gone - fee
        break
      }
      case 'order.expire':
      case 'milestone.cancel':
        sums.refunded += gone
        break
      case 'claim.open':
        sums.called += gone
        break
      default:
        throw new Wrong('unexplained', where(one))
    }
  }
  const { funded, released, fees, refunded, cancelFees, called } = sums
  return { currency: terms.c, due: parts.due(), funded, escrow: funded - released - refunded - cancelFees - called, released, fees, refunded, cancelFees }
}

/** The sums shown are those of the entries, to the last unit. */
export function checkTotals(statement: Statement) {
  const added = totalsOf(statement)
  for (const name of Object.keys(added) as (keyof Totals)[]) {
    const [has, wanted] = [statement.totals[name], added[name]]
    if (has !== wanted) throw new Wrong('total', { which: name, currency: added.currency, has: String(has), wanted: String(wanted) })
  }
}
