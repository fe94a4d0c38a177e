import type { Money } from '../api/shapes'

/** Digits after the decimal point that a currency has (ISO 4217: JPY 0, CNY 2, KWD 3). */
export function exponent(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  )
}

/** Exact minor units of a decimal string. Throws RangeError for what is no amount of that currency. */
export function toMinor({ amount, currency }: Money): bigint {
  const digits = exponent(currency)
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount)
  if (!match || (match[3]?.length ?? 0) > digits) throw new RangeError(`${amount} is no amount of ${currency}`)
  const units = BigInt((match[2] ?? '') + (match[3] ?? '').padEnd(digits, '0'))
  return match[1] ? -units : units
}

export function fromMinor(units: bigint, currency: string): Money {
  const digits = exponent(currency)
  const sign = units < 0n ? '-' : ''
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0')
  const cut = text.length - digits
  return { amount: sign + text.slice(0, cut) + (digits ? `.${text.slice(cut)}` : ''), currency }
}

/** Adds amounts of one currency; none is zero. */
export function sum(amounts: Money[], currency: string): Money {
  return fromMinor(
    amounts.reduce((total, money) => total + toMinor(money), 0n),
    currency,
  )
}

/** Price times a whole or decimal quantity, rounded half up to the minor unit. */
export function times(price: Money, quantity: string): Money {
  const match = /^(\d+)(?:\.(\d{1,6}))?$/.exec(quantity)
  if (!match) throw new RangeError(`${quantity} is no quantity`)
  const decimals = match[2] ?? ''
  const scale = 10n ** BigInt(decimals.length)
  const product = toMinor(price) * BigInt((match[1] ?? '') + decimals)
  return fromMinor((product * 2n + scale) / (scale * 2n), price.currency)
}

/**
 * Splits by shares in a whole so that nothing is lost: each gets the floor, and the remaining units go to the largest
 * remainders, ties to the earlier.
 */
export function split(total: Money, shares: number[]): Money[] {
  const units = toMinor(total)
  const whole = BigInt(shares.reduce((a, b) => a + b, 0))
  if (whole <= 0n) throw new RangeError('shares must sum to more than zero')
  const parts = shares.map((share, index) => {
    const exact = units * BigInt(share)
    return { index, floor: exact / whole, rest: exact % whole }
  })
  let left = units - parts.reduce((a, part) => a + part.floor, 0n)
  for (const part of [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1))) {
    if (left <= 0n) break
    part.floor += 1n
    left -= 1n
  }
  return parts.map((part) => fromMinor(part.floor, total.currency))
}

/**
 * The amount in the reader's digits and order, exact to the last unit, with the ISO code: a bare ¥ would be yuan to one
 * party and yen to another.
 */
export function moneyText({ amount, currency }: Money, lang: string): string {
  const text = new Intl.NumberFormat(lang, { style: 'currency', currency, currencyDisplay: 'code' }).format(amount as Intl.StringNumericLiteral)
  // Arabic marks a negative number so that the currency changes its side with the sign; isolated, it stays where it is.
  return text.replace(/\u200e(-[\d.,]+)/, '\u2066$1\u2069')
}
