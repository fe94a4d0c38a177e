import type { Money } from '../api/shapes'
import { fromMinor, toMinor } from './money'

/** A typed sum from nothing to `most`, in its currency; undefined for what is none. */
export function within(typed: string, most: Money, least = 0n): Money | undefined {
  const money = { amount: typed.trim(), currency: most.currency }
  try {
    const units = toMinor(money)
    return units >= least && units <= toMinor(most) ? money : undefined
  } catch (failure) {
    if (failure instanceof RangeError) return undefined
    throw failure
  }
}

export type Split = { seller: Money; buyer: Money }

/** Both sides of a whole when one side's share is typed: the other gets the exact rest, so that nothing is lost or made. */
export function splitOf(whole: Money, side: keyof Split, typed: string): Split | undefined {
  const share = within(typed, whole)
  if (!share) return undefined
  const rest = fromMinor(toMinor(whole) - toMinor(share), whole.currency)
  const exact = fromMinor(toMinor(share), whole.currency)
  return side === 'seller' ? { seller: exact, buyer: rest } : { seller: rest, buyer: exact }
}

/** What some of equal pieces are worth: the amount by pieces, the odd units stay with the rest. */
export function worth(amount: Money, pieces: number, accepted: number): Money {
  return fromMinor((toMinor(amount) * BigInt(accepted)) / BigInt(pieces), amount.currency)
}
