import { expect, it } from 'vitest'
import { splitOf, within, worth } from './splitting'

const eur = (amount: string) => ({ amount, currency: 'EUR' })

it.each([
  ['the buyer gets what the seller’s share leaves', 'seller', '20000.00', { seller: eur('20000.00'), buyer: eur('14000.01') }],
  ['the seller gets what the buyer’s share leaves', 'buyer', '0.02', { seller: eur('33999.99'), buyer: eur('0.02') }],
  ['one side may get all of it', 'seller', '34000.01', { seller: eur('34000.01'), buyer: eur('0.00') }],
  ['a short amount is written out', 'seller', ' 1.5 ', { seller: eur('1.50'), buyer: eur('33998.51') }],
  ['more than is contested is no split', 'seller', '34000.02', undefined],
  ['less than nothing is no split', 'buyer', '-1', undefined],
  ['a thousandth is no split', 'buyer', '1.001', undefined],
  ['an empty field is no split', 'buyer', '', undefined],
] as const)('%s', (_, side, typed, split) => {
  const whole = eur('34000.01')
  expect(splitOf(whole, side, typed)).toEqual(split)
})

it('takes a contested amount above nothing and up to the milestone’s', () => {
  expect(within('0', eur('10.00'), 1n)).toBeUndefined()
  expect(within('10.00', eur('10.00'), 1n)).toEqual(eur('10.00'))
  expect(within('10.01', eur('10.00'), 1n)).toBeUndefined()
})

it('says what some pieces are worth and leaves the odd cent with the rest', () => {
  expect(worth(eur('100.00'), 3, 2)).toEqual(eur('66.66'))
  expect(worth({ amount: '1000', currency: 'JPY' }, 4, 1)).toEqual({ amount: '250', currency: 'JPY' })
})
