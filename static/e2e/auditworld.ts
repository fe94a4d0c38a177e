import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'

/** What the ledger itself wrote for the tests of the verifier: a statement, heads and the key that signs them. */
const vectors = new URL('../src/verify/testdata/', import.meta.url)
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, vectors), 'utf8'))
const proved = ['signed.json', 'heads.json', 'key.json'].map((name) => new URL(name, vectors).pathname)

const money = (amount: string, currency: string) => ({ amount, currency })

/** Thirty days of one currency: paid in, released step by step, now and then refunded. */
function flow(currency: string, scale: number) {
  let held = 84_000 * scale
  return Array.from({ length: 30 }, (_, day) => {
    const funded = [0, 3, 9, 16, 24].includes(day) ? (180_000 + day * 9_000) * scale : 0
    const released = day % 4 === 3 ? (41_000 + day * 1_900) * scale : 0
    const refunded = [11, 20].includes(day) ? 33_500 * scale : 0
    held += funded - released - refunded
    const of = (value: number) => money(value.toFixed(2), currency)
    return { day: new Date(Date.UTC(2026, 3, 15 + day)).toISOString().slice(0, 10), currency, funded: of(funded), released: of(released), refunded: of(refunded), chargedBack: of(0), held: of(held) }
  })
}

const line = (currency: string, name: string, accounts: number, debit: string, credit: string) => ({
  currency,
  class: name,
  accounts,
  debit: money(debit, currency),
  credit: money(credit, currency),
})

const books = {
  '/api/v1/clearing/totals': { items: [...flow('CNY', 8), ...flow('EUR', 1)] },
  '/api/v1/ledger/trial-balance': {
    seq: 1284,
    closed: '2026-04-01T00:00:00Z',
    balanced: true,
    lines: [
      line('CNY', 'bank', 1, '6352680.00', '0.00'),
      line('CNY', 'dispute', 1, '0.00', '240000.00'),
      line('CNY', 'escrow', 9, '0.00', '5488000.00'),
      line('CNY', 'fee', 2, '0.00', '84680.00'),
      line('CNY', 'user', 4, '0.00', '540000.00'),
      line('EUR', 'bank', 1, '742114.60', '0.00'),
      line('EUR', 'escrow', 5, '0.00', '684000.00'),
      line('EUR', 'fee', 2, '0.00', '9114.60'),
      line('EUR', 'recv', 1, '4000.00', '0.00'),
      line('EUR', 'suspense', 1, '0.00', '12000.00'),
      line('EUR', 'user', 3, '0.00', '41000.00'),
    ],
    sums: [
      { currency: 'CNY', debit: money('6352680.00', 'CNY'), credit: money('6352680.00', 'CNY') },
      { currency: 'EUR', debit: money('746114.60', 'EUR'), credit: money('746114.60', 'EUR') },
    ],
  },
  '/api/v1/clearing/proposals': {
    items: [
      {
        id: 'prop_period',
        action: 'period.close',
        proposedBy: 'per_maker',
        by: '苏敏',
        at: '2026-05-14T07:40:00Z',
        details: [{ name: 'until', number: Date.UTC(2026, 4, 1) }],
        may: [],
      },
      {
        id: 'prop_tax',
        action: 'tax.rules',
        proposedBy: 'per_maker',
        by: '苏敏',
        at: '2026-05-13T09:10:00Z',
        details: [
          { name: 'cert', text: 'Withholding tax on royalties' },
          { name: 'from', number: Date.UTC(2026, 5, 1) },
          { name: 'income', text: 'royalties' },
          { name: 'juris', text: 'CN' },
          { name: 'kind', text: 'company' },
          { name: 'rate', number: 1000 },
        ],
        may: [],
      },
    ],
  },
  '/api/v1/tax-rules': {
    items: [
      { jurisdiction: 'CN', income: 'royalties', kind: 'person', from: '2025-01-01T00:00:00Z', rateBasisPoints: 2000, certificate: 'Individual income tax', inForce: true },
      { jurisdiction: 'DE', income: 'royalties', kind: 'company', from: '2026-01-01T00:00:00Z', rateBasisPoints: 1583, certificate: 'Steuerabzug § 50a EStG', inForce: true },
      { jurisdiction: 'DE', income: 'royalties', kind: 'company', from: '2027-01-01T00:00:00Z', rateBasisPoints: 1500, certificate: 'Steuerabzug § 50a EStG', inForce: false },
    ],
  },
  '/api/v1/ledger/heads': read('heads.json'),
}

export const auditMoments = {
  books,
  statement: { '/api/v1/orders/ord_1/statement': read('signed.json') },
  /** A visitor gives the verifier a statement, heads and a key. */
  gives: (page: Page) => page.locator('article input[type=file]').setInputFiles(proved),
  /** A reader of an order has it verified. */
  verifies: (page: Page) => page.locator('article button', { hasText: /Verify here|在此核对|تحقّق هنا/ }).click(),
}
