import type { Money } from '../api/shapes'
import { fromMinor, toMinor } from '../money/money'

const day = 86_400_000
/** A year as the annual rate counts it. */
const year = 365n
const unit = 1_000_000n
/** The highest annual rate that may be asked, in percent; more would hold up in few courts. */
export const mostPercent = 36n

/** Millionths a year of a rate in percent such as "8.25"; undefined for what is none. */
export function millionths(percent: string): bigint | undefined {
  const match = /^(0|[1-9]\d{0,2})(?:\.(\d{1,4}))?$/.exec(percent.trim())
  if (!match) return undefined
  const rate = BigInt((match[1] ?? '') + (match[2] ?? '').padEnd(4, '0'))
  return rate <= mostPercent * 10_000n ? rate : undefined
}

/** Simple interest after whole days in closed form, cut to the minor unit, as the ledger posts it. */
export function interest(principal: Money, percent: string, days: number): Money | undefined {
  const rate = millionths(percent)
  if (rate === undefined) return undefined
  return fromMinor((toMinor(principal) * rate * BigInt(Math.max(0, days))) / (unit * year), principal.currency)
}

/** How many UTC days lie between two instants; interest runs by them. */
export function daysBetween(from: number, until: string): number {
  return Math.max(0, Math.floor(Date.parse(until) / day) - Math.floor(from / day))
}
