// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Order } from '../api/shapes'
import { OrderAgain } from './again'
import { Draft } from './draft'
import { changes, type Wanted } from './draftchanges'

const write = vi.hoisted(() => vi.fn())
const navigate = vi.hoisted(() => vi.fn())
vi.mock('../api/client', () => ({ write, read: vi.fn() }))
vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: unknown }) => <a>{children as string}</a>, useNavigate: () => navigate }))

beforeEach(() => {
  write.mockReset().mockResolvedValue({ id: 'ord_2' })
})

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const milestone = { id: 'mil_1', title: 'Masters', amount: eur('900.00'), due: '2026-06-01T20:00:00Z', inspectionDays: 7, silenceAccepts: false, may: [] }
const order = { id: 'ord_1', v: 4, you: 'buyer', state: 'PROPOSED', currency: 'EUR', total: eur('900.00'), fee: { exchangeBasisPoints: 100, platformBasisPoints: 50, paidBy: 'split', total: eur('13.50'), buyer: eur('6.75'), seller: eur('6.75') }, milestones: [milestone], may: ['amend', 'decline', 'agree'] } as unknown as Order
const draft = { buyerAgrees: false, sellerAgrees: true, answerBy: '2099-01-01T00:00:00Z' }

function show(what: React.ReactNode) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(['me'], { csrf: '', person: { zone: 'Europe/Berlin' } })
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>{what}</QueryClientProvider>
    </MantineProvider>,
  )
  return screen.queryAllByRole('button').map((button) => button.textContent)
}

describe('what has changed', () => {
  const was: Wanted = { title: 'Masters', amount: eur('900.00'), due: '2026-06-01T20:00:00Z', inspectionDays: 7, silenceAccepts: false, quantity: 0 }
  it.each([
    ['nothing', was, was, []],
    ['the amount', { ...was, amount: eur('901.00') }, was, ['amount']],
    ['the day is left out', { ...was, due: undefined }, was, ['due']],
    ['no pieces and none said are the same', { ...was, quantity: undefined }, was, []],
    ['silence and the title', { ...was, title: 'Tapes', silenceAccepts: true }, was, ['title', 'silenceAccepts']],
    ['a title that nobody remembers is not called changed', was, { ...was, title: '' }, []],
    ['what was not there is new', was, undefined, ['new']],
  ] as [string, Wanted, Wanted | undefined, string[]][])('%s', (_, now, before, expected) => {
    expect(changes(now, before)).toEqual(expected)
  })
})

it.each([
  ['a side that has not agreed', ['amend', 'decline', 'agree'], ['Agree to the order', 'Change it', 'Turn it down']],
  ['a side that agrees may still change it', ['amend', 'decline'], ['Change it', 'Turn it down']],
  ['who looks on', [], []],
])('%s', (_, may, buttons) => {
  expect(show(<Draft order={{ ...order, may }} draft={draft} />)).toEqual(buttons)
})

it('sends the milestones as they were written, an untouched day to the instant', async () => {
  show(<Draft order={order} draft={draft} />)
  fireEvent.click(screen.getByRole('button', { name: 'Change it' }))
  fireEvent.change(screen.getByLabelText(/Amount, EUR/), { target: { value: '950' } })
  expect(document.body.textContent?.replaceAll('\u00a0', ' ')).toContain('EUR 950.00')
  fireEvent.click(screen.getByRole('button', { name: 'Add a milestone' }))
  expect((screen.getByRole('button', { name: 'Send the change' }) as HTMLButtonElement).disabled).toBe(true)
  fireEvent.click(screen.getAllByRole('button', { name: 'Remove' })[1]!)
  fireEvent.click(screen.getByRole('button', { name: 'Send the change' }))
  await waitFor(() =>
    expect(write).toHaveBeenCalledWith('post', '/api/v1/orders/{id}/amend', {
      path: { id: 'ord_1' },
      body: { milestones: [{ title: 'Masters', amount: eur('950.00'), due: '2026-06-01T20:00:00Z', inspectionDays: 7, silenceAccepts: false, quantity: 0 }] },
      version: 4,
    }),
  )
})

it.each([
  ['its buyer', 'buyer', 'COMPLETED', true],
  ['its seller', 'seller', 'IN_DELIVERY', true],
  ['nobody who only clears it', 'clearing_maker', 'COMPLETED', false],
  ['nobody once it came to nothing', 'buyer', 'DECLINED', false],
])('an order is repeated by %s', (_, you, state, may) => {
  expect(show(<OrderAgain order={{ ...order, you, state } as Order} />)).toEqual(may ? ['Order again'] : [])
})

it('leads to the order that was proposed', async () => {
  show(<OrderAgain order={{ ...order, state: 'COMPLETED' }} />)
  fireEvent.click(screen.getByRole('button', { name: 'Order again' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Yes, do it' }))
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/orders', { body: { from: 'ord_1' } }))
  await waitFor(() => expect(navigate).toHaveBeenCalledWith({ to: '/orders/$order', params: { order: 'ord_2' } }))
})
