import { describe, expect, it } from 'vitest'
import type { Order, OrderDocument } from '../api/shapes'
import { chronicle, type OrderMessage } from './chronicle'

type Entry = NonNullable<Order['timeline']>[number]
const entry = (seq: number, type: string, at: string, amount?: string) => ({ seq, type, at, code: 'done', actor: { role: 'system' }, ...(amount && { amount: { amount, currency: 'CNY' } }) }) as Entry
const paper = (kind: string, issued?: string) => ({ kind, issued, available: issued !== undefined }) as OrderDocument
const message = (id: string, at: string) => ({ id, at, by: 'buyer', text: 'When?' }) as OrderMessage

describe('the history of an order', () => {
  const all = chronicle(
    [entry(1, 'order.import', '2026-11-01T08:00:00Z'), entry(2, 'receipt.book', '2026-11-02T08:00:00Z', '10.00'), entry(3, 'invoice.issue', '2026-11-02T08:00:00Z', '10.00'), entry(4, 'milestone.ship', '2026-11-04T08:00:00Z')],
    [paper('receipt', '2026-11-02T08:00:00Z'), paper('invoice')],
    [message('msg_1', '2026-11-03T08:00:00Z')],
  )
  it('has money, goods, papers and messages, the newest first, and a paper once', () => {
    expect(all.map(({ kind }) => kind)).toEqual(['goods', 'message', 'paper', 'money', 'step'])
  })
  it('leaves out papers that are still to come', () => {
    expect(all.filter((one) => 'paper' in one)).toHaveLength(1)
  })
})
