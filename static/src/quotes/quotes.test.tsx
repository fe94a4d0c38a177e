// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Order } from '../api/shapes'
import en from '../i18n/en.json'
import { Quotes } from './quotes'

const write = vi.hoisted(() => vi.fn())
vi.mock('../api/client', () => ({ write, read: vi.fn() }))

beforeEach(() => {
  write.mockReset().mockResolvedValue({})
})

type Quote = NonNullable<Order['quotes']>[number]
const cny = (amount: string) => ({ amount, currency: 'CNY' })
const quote: Quote = {
  id: 'quo_1', order: 'ord_1', state: 'OPEN', pay: { amount: '492.27', currency: 'EUR' }, buy: cny('4040.00'), spread: cny('20.20'), rate: '8.248', source: 'example', toleranceBasisPoints: 0, agreedBasisPoints: 0,
  expires: '2099-01-01T00:00:00Z', payBy: '2099-01-01T00:00:00Z', returnBy: '2099-01-01T00:00:00Z', may: [],
}

function show(over: Partial<Quote>[], order: Partial<Order> = {}) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(['me'], { csrf: '', person: { zone: 'Europe/Berlin' } })
  const whole = { id: 'ord_1', v: 3, missing: cny('4040.00'), quotes: over.map((one) => ({ ...quote, ...one })), ...order } as unknown as Order
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <Quotes order={whole} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  return screen.queryAllByRole('button').map((button) => button.textContent)
}

it.each([
  ['who only reads has nothing to press', {}, []],
  ['an open price is agreed to', { may: ['accept'] }, ['Agree to this price']],
  ['an agreed one is paid', { state: 'ACCEPTED', may: ['pay'] }, ['Pay now']],
  ['of a lapsed one there is a new price, or the money back', { state: 'LAPSED', may: ['requote', 'return'] }, ['Ask for a new price', 'Take the money back']],
  ['what has been changed is history', { state: 'EXECUTED' }, []],
] as [string, Partial<Quote>, string[]][])('%s', (_, over, buttons) => {
  expect(show([over])).toEqual(buttons)
})

it('shows both whole amounts, the rate, and the spread as a line of its own', () => {
  show([{}])
  const text = document.body.textContent?.replaceAll('\u00a0', ' ') ?? ''
  for (const part of ['EUR 492.27', 'CNY 4,040.00', '1 EUR = 8.248 CNY', 'Cost of changing, includedCNY 20.20', 'Sourceexample']) expect(text).toContain(part)
})

it('agrees to a worse rate only if the reader says so', async () => {
  show([{ may: ['accept'], toleranceBasisPoints: 100 }])
  fireEvent.click(screen.getByRole('button', { name: 'Agree to this price' }))
  await waitFor(() => expect(write).toHaveBeenLastCalledWith('post', '/api/v1/quotes/{id}/accept', { path: { id: 'quo_1' }, body: { toleranceBasisPoints: 0 }, version: 3 }))
  fireEvent.click(screen.getByRole('checkbox'))
  fireEvent.click(screen.getByRole('button', { name: 'Agree to this price' }))
  await waitFor(() => expect(write).toHaveBeenLastCalledWith('post', '/api/v1/quotes/{id}/accept', { path: { id: 'quo_1' }, body: { toleranceBasisPoints: 100 }, version: 3 }))
})

it('asks to pay what has not come in yet', async () => {
  show([{ state: 'ACCEPTED', may: ['pay'], received: { amount: '92.27', currency: 'EUR' } }])
  fireEvent.click(screen.getByRole('button', { name: 'Pay now' }))
  expect((await screen.findByRole('dialog')).textContent?.replaceAll('\u00a0', ' ')).toContain('EUR 400.00')
})

it('prices what is missing in one of the currencies the house changes', async () => {
  show([], { payIn: ['EUR', 'USD'] })
  fireEvent.change(screen.getByLabelText('Pay in'), { target: { value: 'USD' } })
  fireEvent.change(screen.getByLabelText('If the money comes late'), { target: { value: '50' } })
  fireEvent.click(screen.getByRole('button', { name: 'Ask for a price' }))
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/orders/{id}/quotes', { path: { id: 'ord_1' }, body: { currency: 'USD', toleranceBasisPoints: 50 }, version: 3 }))
})

it('says of a price that lapsed without money that none came, and of late money that it waits', () => {
  show([{ state: 'LAPSED', may: ['requote'] }])
  expect(document.body.textContent).toContain(en.quote.says.lapsedEmpty)
  cleanup()
  show([{ state: 'LAPSED', may: ['requote', 'return'], received: { amount: '92.27', currency: 'EUR' } }])
  expect(document.body.textContent).toContain(en.quote.says.lapsed)
})

it('words the built-in table of rates; every other source is a name', () => {
  show([{ source: 'built-in example rates of 2026-11-02, no market data' }, { id: 'quo_2', source: 'Central Bank, 09:15' }])
  expect(document.body.textContent).toContain('example rates of November 2, 2026, no market data')
  expect(document.body.textContent).not.toContain('built-in')
  expect(document.body.textContent).toContain('Central Bank, 09:15')
})
