// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { ReactNode } from 'react'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { Deal, Order } from '../api/shapes'
import en from '../i18n/en.json'
import { MoneyPanel } from './moneypanel'

const read = vi.hoisted(() => vi.fn())
vi.mock('../api/client', () => ({ read, write: vi.fn() }))
vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: ReactNode }) => <a href="#order">{children}</a> }))

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const fee = { exchangeBasisPoints: 50, platformBasisPoints: 50, paidBy: 'split', total: eur('10.00'), buyer: eur('5.00'), seller: eur('5.00') }
const terms = { total: eur('1000.00'), feePaidBy: 'split', milestones: [{ title: 'Masters', amount: eur('1000.00') }] }
const totals = Object.fromEntries(['funded', 'held', 'released', 'refunded', 'chargedBack', 'fees', 'cancelFees', 'reserved'].map((name) => [name, eur('0.00')]))

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }))
  return i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } })
})
afterEach(cleanup)

function show(deal: object, answer: object) {
  read.mockReset().mockResolvedValue(answer)
  const queries = new QueryClient()
  queries.setQueryData(['me'], { csrf: '', person: { zone: 'Europe/Berlin' } })
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <MoneyPanel deal={deal as Deal} />
      </QueryClientProvider>
    </MantineProvider>,
  )
}

const order = (over: Partial<Order>) => ({
  id: 'ord_1', state: 'AWAITING_FUNDS', currency: 'EUR', total: eur('1000.00'), payable: eur('1005.00'), missing: eur('1005.00'), withheld: eur('0.00'), fee, totals, may: ['fund'],
  fundBy: '2999-01-01T00:00:00Z', milestones: [{ id: 'mil_1', title: 'Masters', amount: eur('1000.00'), held: eur('0.00'), state: 'PLANNED', may: [] }], ...over,
})

it('shows before signing what each side pays in commission', async () => {
  show({ current: 1, versions: [{ n: 1, terms }] }, fee)
  await screen.findByText(en.dealMoney.buyerPays)
  expect(read).toHaveBeenCalledWith('/api/v1/commission', { query: { amount: '1000.00', currency: 'EUR', paidBy: 'split' } }, expect.anything())
  expect(document.body.textContent).toMatch(/EUR\s1,005\.00/)
  expect(document.body.textContent).toMatch(/EUR\s995\.00/)
})

it('shows what is missing until when, with the way to pay for who may', async () => {
  show({ order: 'ord_1' }, order({}))
  await screen.findByText(en.dealMoney.pay)
  expect(document.body.textContent).toMatch(/Still to be paid in: EUR\s1,005\.00/)
  cleanup()
  show({ order: 'ord_1' }, order({ may: [] }))
  await screen.findByText(en.deal.toOrder)
  expect(screen.queryByText(en.dealMoney.pay)).toBeNull()
})

it('shows what is frozen and the clock of the milestone whose turn it is', async () => {
  const milestone = (id: string, state: string, more: object = {}) => ({ id, title: id, amount: eur('500.00'), held: eur('502.50'), state, may: [], ...more })
  show({ order: 'ord_1' }, order({ state: 'IN_DELIVERY', missing: eur('0.00'), milestones: [milestone('Frames', 'DISPUTED'), milestone('Masters', 'INSPECTION', { inspectUntil: '2999-01-01T00:00:00Z' })] as unknown as Order['milestones'] }))
  await screen.findByText(new RegExp(en.dealMoney.frozen))
  expect(document.body.textContent).toMatch(/Frozen in dispute: EUR\s502\.50/)
  expect(document.body.textContent).toMatch(/Next milestone: Masters/)
  expect(document.body.textContent).toContain(en.inspection.clock)
})
