// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import type { ReactNode } from 'react'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { Order } from '../api/shapes'
import en from '../i18n/en.json'
import { Milestones } from './milestones'
import { OrderMoves } from './ordermoves'

const write = vi.hoisted(() => vi.fn(() => Promise.resolve({})))
vi.mock('../api/client', () => ({ write, read: vi.fn() }))
vi.mock('@tanstack/react-router', () => ({ useNavigate: () => vi.fn(), Link: ({ children }: { children: ReactNode }) => <a href="#there">{children}</a> }))

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }))
  return i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } })
})
afterEach(cleanup)

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const milestone = (id: string, state: string, may: string[] = [], more: object = {}) => ({ id, title: id, amount: eur('10.00'), state, may, silenceAccepts: true, ...more })

function show(over: object) {
  const queries = new QueryClient()
  queries.setQueryData(['me'], { csrf: '', person: { zone: 'Europe/Berlin' } })
  const order = { id: 'ord_1', state: 'IN_DELIVERY', you: 'seller', held: false, may: [], v: 3, missing: eur('0.00'), milestones: [], ...over } as unknown as Order
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <OrderMoves order={order} />
        <Milestones order={order} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  return screen
    .getAllByRole('button')
    .filter((button) => !['outline', 'subtle'].includes(button.dataset.variant ?? ''))
    .map((button) => button.textContent)
}

const two = [milestone('Masters', 'FUNDED', ['ship']), milestone('Posters', 'FUNDED', ['ship'])]

it('fills one button of the page: that of the order, else that of the first milestone that waits', () => {
  expect(show({ state: 'FUNDED', may: ['start'], milestones: two })).toEqual([en.order.start])
  cleanup()
  expect(show({ milestones: two })).toEqual([en.order.ship])
})

it('says of a stopped order that it is stopped and that its clocks stand still', () => {
  show({ held: true, you: 'buyer', milestones: [milestone('Masters', 'INSPECTION', ['accept'], { inspectUntil: '2999-01-01T00:00:00Z' })] })
  expect(document.body.textContent).toContain(en.order.turn.held)
  expect(document.body.textContent).not.toContain(en.order.now.in_delivery)
  expect(document.body.textContent).toContain(en.inspection.still)
  expect(document.body.textContent).not.toContain(en.inspection.clock)
})

it('names what the reader does next and until when', () => {
  show({ you: 'buyer', milestones: [milestone('Masters', 'INSPECTION', ['accept'], { inspectUntil: '2999-01-01T00:00:00Z' })] })
  expect(document.body.textContent).toContain(`Masters${en.order.turn.inspect}`)
  expect(screen.getAllByText(/left/)).toHaveLength(2)
})

it('accepts only after saying what is released and that it cannot be taken back', async () => {
  show({ you: 'buyer', milestones: [milestone('Masters', 'INSPECTION', ['accept'], { inspectUntil: '2999-01-01T00:00:00Z' })] })
  fireEvent.click(screen.getByRole('button', { name: en.order.acceptWork }))
  const asked = await screen.findByRole('dialog')
  expect(asked.textContent).toContain(en.order.acceptSure)
  expect(asked.textContent).toContain('10.00')
  expect(write).not.toHaveBeenCalled()
  fireEvent.click(screen.getByRole('button', { name: en.order.surely }))
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/orders/{id}/milestones/{milestone}/accept', { path: { id: 'ord_1', milestone: 'Masters' }, body: {}, version: 3 }))
})
