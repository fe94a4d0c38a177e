import { describe, expect, it } from 'vitest'
import { daysBetween, interest, millionths } from './interest'

const cny = (amount: string) => ({ amount, currency: 'CNY' })

describe('interest in closed form, as the ledger posts it', () => {
  it.each([
    ['ten days of 18,000 at 7.3 %', cny('18000.00'), '7.3', 10, '36.00'],
    ['a part of a fen is nobody’s', cny('19800.00'), '10', 15, '81.36'],
    ['no day, no interest', cny('18000.00'), '7.3', 0, '0.00'],
    ['yen have no decimals', { amount: '1000000', currency: 'JPY' }, '8.25', 31, '7006'],
    ['no amount is too large to be exact', cny('90071992547409930.01'), '36', 365, '32425917317067574.80'],
  ])('%s', (_, principal, rate, days, expected) => {
    expect(interest(principal, rate, days)?.amount).toBe(expected)
  })
})

it.each([
  ['8.25', 82_500n],
  [' 36 ', 360_000n],
  ['0', 0n],
  ['36.0001', undefined],
  ['08', undefined],
  ['8.', undefined],
  ['8,25', undefined],
  ['-1', undefined],
  ['8.12345', undefined],
])('the rate %s', (typed, rate) => {
  expect(millionths(typed)).toBe(rate)
})

it('counts days by the calendar of the ledger, not by hours', () => {
  expect(daysBetween(Date.parse('2026-05-14T23:59:00Z'), '2026-05-15T00:01:00Z')).toBe(1)
  expect(daysBetween(Date.parse('2026-05-14T00:01:00Z'), '2026-05-14T23:59:00Z')).toBe(0)
  expect(daysBetween(Date.parse('2026-05-14T00:00:00Z'), '2026-05-01T00:00:00Z')).toBe(0)
})
