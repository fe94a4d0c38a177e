import { describe, expect, it } from 'vitest'
import { fromMinor, moneyText, split, sum, times, toMinor } from './money'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('minor units', () => {
  it.each([
    ['1234.50', 'CNY', 123450n],
    ['1234.5', 'CNY', 123450n],
    ['700', 'JPY', 700n],
    ['1.005', 'KWD', 1005n],
    ['-0.01', 'EUR', -1n],
    ['90071992547409930.01', 'EUR', 9007199254740993001n],
  ])('%s %s', (amount, currency, units) => {
    expect(toMinor({ amount, currency })).toBe(units)
    expect(toMinor(fromMinor(units, currency))).toBe(units)
  })

  it.each([['1.234', 'EUR'], ['7.0', 'JPY'], ['1e3', 'EUR'], ['', 'EUR'], ['1,000', 'EUR']])(
    'refuses %s %s',
    (amount, currency) => {
      expect(() => toMinor({ amount, currency })).toThrow(RangeError)
    },
  )
})

it('adds without floating point', () => {
  expect(sum([{ amount: '0.10', currency: 'EUR' }, { amount: '0.20', currency: 'EUR' }], 'EUR').amount).toBe('0.30')
  expect(sum([], 'JPY').amount).toBe('0')
})

it('multiplies a price by a quantity, half up', () => {
  expect(times({ amount: '19.99', currency: 'EUR' }, '3').amount).toBe('59.97')
  expect(times({ amount: '0.05', currency: 'EUR' }, '0.5').amount).toBe('0.03')
  expect(() => times({ amount: '1.00', currency: 'EUR' }, 'three')).toThrow(RangeError)
})

it('splits without losing a fen', () => {
  const parts = split({ amount: '100.00', currency: 'CNY' }, [1, 1, 1])
  expect(parts.map((part) => part.amount)).toEqual(['33.34', '33.33', '33.33'])
  expect(sum(parts, 'CNY').amount).toBe('100.00')
})

it('writes an amount for the reader, with the code', () => {
  const money = { amount: '90071992547409930.01', currency: 'CNY' }
  expect(plain(moneyText(money, 'en'))).toBe('CNY 90,071,992,547,409,930.01')
  expect(plain(moneyText({ amount: '1234.5', currency: 'EUR' }, 'de'))).toBe('1.234,50 EUR')
  expect(plain(moneyText({ amount: '700', currency: 'JPY' }, 'en'))).toBe('JPY 700')
})

it('keeps the currency on one side in Arabic, whatever the sign', () => {
  expect(moneyText({ amount: '-7524.20', currency: 'CNY' }, 'ar')).toBe('\u200f\u2066-7,524.20\u2069\u00a0CNY')
  expect(moneyText({ amount: '7524.20', currency: 'CNY' }, 'ar')).toBe('\u200f7,524.20\u00a0CNY')
})
