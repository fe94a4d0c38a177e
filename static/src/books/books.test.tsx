// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import en from '../i18n/en.json'
import office from '../i18n/office/en.json'
import { Books } from './books'
import { afterDay, dayBefore, monthBefore } from './days'
import { nextAfter } from './pieces'
import { basisPoints } from './rate'

const client = vi.hoisted(() => ({ read: vi.fn(), readText: vi.fn(), write: vi.fn() }))
vi.mock('../api/client', () => client)
vi.mock('@tanstack/react-router', () => ({ Link: () => null }))
vi.mock('./chart', () => ({ default: () => null }))

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const day = (name: string, held: string, released = '0.00') => ({ day: name, currency: 'EUR', held: eur(held), released: eur(released), refunded: eur('0.00'), funded: eur('0.00'), chargedBack: eur('0.00') })
const proposal = (may: string[]) => ({
  id: 'pro_1',
  action: 'period.close',
  proposedBy: 'per_other',
  by: 'Su Min',
  at: '2026-05-14T07:40:00Z',
  details: [{ name: 'until', number: Date.UTC(2026, 4, 1) }],
  may,
})

const answers = (may: string[]): Record<string, unknown> => ({
  '/api/v1/clearing/totals': { items: [day('2026-05-13', '100.00'), day('2026-05-14', '60.00', '40.00')] },
  '/api/v1/ledger/trial-balance': {
    seq: 7,
    balanced: true,
    lines: [
      { currency: 'EUR', class: 'escrow', accounts: 1, debit: eur('0.00'), credit: eur('60.00') },
      { currency: 'EUR', class: 'bank', accounts: 1, debit: eur('60.00'), credit: eur('0.00') },
    ],
    sums: [{ currency: 'EUR', debit: eur('60.00'), credit: eur('60.00') }],
  },
  '/api/v1/clearing/proposals': { items: [proposal(may)] },
  '/api/v1/tax-rules': { items: [] },
  '/api/v1/ledger/heads': { items: [] },
  '/api/v1/clearing/break-glass': { items: [] },
  '/api/v1/ledger/verify': { ok: true, blocks: 7, entries: 9, refusals: 1, postings: 12, orders: 1, payouts: 0, head: 'ab' },
})

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }))
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  return i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: { ...en, ...office } } } })
})
beforeEach(() => client.write.mockReset().mockResolvedValue({ done: false }))
afterEach(cleanup)

function show(role: string, may: string[] = []) {
  const world = answers(may)
  client.read.mockImplementation((path: string) => Promise.resolve(world[path]))
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  queries.setQueryData(['me'], { csrf: '', person: { id: 'per_me', zone: 'Europe/Berlin' }, grants: [{ role }] })
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <Books />
      </QueryClientProvider>
    </MantineProvider>,
  )
}

const buttons = () => screen.queryAllByRole('button').map((button) => button.textContent)
const changes = [office.books.periods.propose, office.books.tax.propose, office.proposed.confirm, office.proposed.refuse]

it('an auditor reads all and has no button that changes anything', async () => {
  show('auditor')
  await screen.findByText(/Close all days up to and including April 30, 2026/)
  expect(changes.filter((label) => buttons().includes(label))).toEqual([])
  expect(buttons()).toContain(office.books.check.run)
})

it('compliance reads flows, taxes and heads, but no accounts', async () => {
  show('compliance')
  await screen.findByRole('heading', { name: 'Euro' })
  expect(screen.queryByText(office.books.trial.title)).toBeNull()
  expect(screen.queryByText(office.books.export.title)).toBeNull()
})

it('a maker proposes to close up to the end of last month, and another one’s proposal has no button for him', async () => {
  show('clearing_maker')
  fireEvent.click(await screen.findByRole('button', { name: office.books.periods.propose }))
  fireEvent.click(await screen.findByRole('button', { name: en.order.surely }))
  await waitFor(() => expect(client.write).toHaveBeenCalledWith('post', '/api/v1/ledger/close-period', { body: { until: afterDay(monthBefore(Date.now())) } }))
  expect(buttons()).not.toContain(office.proposed.confirm)
})

it('a checker confirms what was proposed, and proposes nothing', async () => {
  show('clearing_checker', ['confirm', 'drop'])
  fireEvent.click(await screen.findByRole('button', { name: office.proposed.confirm }))
  fireEvent.click(await screen.findByRole('button', { name: en.order.surely }))
  await waitFor(() => expect(client.write).toHaveBeenCalledWith('post', '/api/v1/clearing/proposals/{id}/confirm', { path: { id: 'pro_1' } }))
  expect(buttons()).not.toContain(office.books.periods.propose)
})

it('every currency of the trial balance says that it sums to zero', async () => {
  show('auditor')
  const table = await screen.findByRole('region', { name: office.books.trial.title })
  expect(table.querySelector('tfoot')?.textContent).toMatch(/✓.*0\.00/)
  expect(table.textContent).toContain('-EUR')
})

it('the full check says in words what it found', async () => {
  show('auditor')
  fireEvent.click(await screen.findByRole('button', { name: office.books.check.run }))
  await screen.findByText(new RegExp(office.books.check.ok))
})

it('while the ledger is checked it says how much is, and who stops waiting asks no longer', async () => {
  show('auditor')
  const asked: AbortSignal[] = []
  const before = client.read.getMockImplementation()
  client.read.mockImplementation((path: string, query: object, signal: AbortSignal) => {
    if (path === '/api/v1/ledger/head') return Promise.resolve({ seq: 1234 })
    if (path !== '/api/v1/ledger/verify') return before?.(path, query, signal)
    asked.push(signal)
    return new Promise(() => undefined)
  })
  fireEvent.click(await screen.findByRole('button', { name: office.books.check.run }))
  await screen.findByText(/Checking 1,234 blocks/)
  fireEvent.click(screen.getByRole('button', { name: office.books.check.stop }))
  fireEvent.click(await screen.findByRole('button', { name: office.books.check.run }))
  await screen.findByText(/Checking 1,234 blocks/)
  cleanup()
  expect(asked.map(({ aborted }) => aborted)).toEqual([true, true])
})

it('rates are basis points, and nothing else', () => {
  expect(['10', '15.83', '0,5', '100', '100.01', '1.234', '-1', 'ten', ''].map(basisPoints)).toEqual([1000, 1583, 50, 10_000, undefined, undefined, undefined, undefined, undefined])
})

it('days end at midnight in UTC, and months have the days they have', () => {
  expect(afterDay('2026-02-28')).toBe('2026-03-01T00:00:00.000Z')
  expect(dayBefore('2026-03-01T00:00:00Z')).toBe('2026-02-28')
  expect(monthBefore(Date.UTC(2026, 0, 15))).toBe('2025-12-31')
})

it('an export goes on after its last block until the line that ends it', () => {
  expect(nextAfter('{"seq":1}\n{"seq":256,"v":1}\n')).toBe(257)
  expect(nextAfter('{"seq":3}\n{"end":{"blocks":3,"hash":""}}\n')).toBeUndefined()
  expect(() => nextAfter('{"error":1}\n')).toThrow()
})
