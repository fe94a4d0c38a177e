// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Dispute, Order } from '../api/shapes'
import { Disputes } from './disputes'

const write = vi.hoisted(() => vi.fn())
vi.mock('../api/client', () => ({ write, read: vi.fn() }))

beforeEach(() => {
  write.mockReset().mockResolvedValue({})
})

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const dispute: Dispute = {
  id: 'dsp_1',
  milestone: 'mil_1',
  state: 'NEGOTIATION',
  contested: eur('900.00'),
  openedBy: 'buyer',
  opened: '2026-05-10T08:00:00Z',
  reason: 'damaged',
  offers: [
    { n: 1, by: 'buyer', seller: eur('100.00'), buyer: eur('800.00'), at: '2026-05-11T08:00:00Z' },
    { n: 2, by: 'seller', seller: eur('700.00'), buyer: eur('200.00'), at: '2026-05-12T08:00:00Z' },
  ],
  evidence: [],
  clocks: { negotiateUntil: '2026-05-17T08:00:00Z', escalatesAt: '2026-05-24T08:00:00Z' },
  may: [],
  v: 7,
}

function show(over: Partial<Dispute>) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(['me'], { csrf: '', person: { zone: 'Europe/Berlin' } })
  queries.setQueryData(['dispute-reasons'], { items: [{ code: 'damaged', by: ['buyer'], evidence: ['photo', 'waybill'] }] })
  const order = { id: 'ord_1', title: 'Clay', v: 7, disputes: [{ ...dispute, ...over }], milestones: [{ id: 'mil_1', title: 'Masters' }] } as unknown as Order
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <Disputes order={order} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  return screen.queryAllByRole('button').map((button) => button.textContent)
}

const shares = ['100%', '70%', '50%', '30%', '0%']

it.each([
  ['who only reads has nothing to press', [], []],
  ['a side may offer, accept, bring evidence and give up', ['offer', 'accept', 'evidence', 'withdraw'], ['Accept this offer', ...shares, 'Offer a split', 'Add evidence', 'Withdraw the dispute']],
  ['after the time to negotiate it may escalate', ['escalate'], ['Go to an arbitrator']],
  ['after a ruling it may appeal', ['appeal'], ['Appeal']],
  ['an arbitrator rules', ['decide'], [...shares, 'Rule']],
])('%s', (_, may, buttons) => {
  expect(show({ may })).toEqual(buttons)
})

it('sends two amounts that add up to what is contested, whichever was typed', async () => {
  show({ may: ['offer'] })
  fireEvent.change(screen.getByLabelText('Back to the buyer, EUR'), { target: { value: '0.01' } })
  expect((screen.getByLabelText('To the seller, EUR') as HTMLInputElement).value).toBe('899.99')
  fireEvent.click(screen.getByRole('button', { name: 'Offer a split' }))
  await waitFor(() =>
    expect(write).toHaveBeenCalledWith('post', '/api/v1/orders/{id}/disputes/{dispute}/offer', {
      path: { id: 'ord_1', dispute: 'dsp_1' },
      body: { seller: eur('899.99'), buyer: eur('0.01') },
      version: 7,
    }),
  )
})

it('accepts the newest offer by its number, once it was asked again', async () => {
  show({ may: ['accept'] })
  fireEvent.click(screen.getByRole('button', { name: 'Accept this offer' }))
  expect(write).not.toHaveBeenCalled()
  fireEvent.click(await screen.findByRole('button', { name: 'Yes, do it' }))
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/orders/{id}/disputes/{dispute}/accept', { path: { id: 'ord_1', dispute: 'dsp_1' }, body: { offer: 2 }, version: 7 }))
})

it('lets nobody rule without a reason', () => {
  show({ state: 'EVIDENCE', may: ['decide'] })
  fireEvent.change(screen.getByLabelText('To the seller, EUR'), { target: { value: '900' } })
  expect((screen.getByRole('button', { name: 'Rule' }) as HTMLButtonElement).disabled).toBe(true)
  fireEvent.change(screen.getByLabelText(/Reasons of the ruling/), { target: { value: 'It was whole.' } })
  expect((screen.getByRole('button', { name: 'Rule' }) as HTMLButtonElement).disabled).toBe(false)
})

it('rules 70 to 30 to the last minor unit, and asks once more', async () => {
  show({ state: 'EVIDENCE', may: ['decide'], contested: eur('0.33') })
  fireEvent.click(screen.getByRole('button', { name: '70%' }))
  fireEvent.change(screen.getByLabelText(/Reasons of the ruling/), { target: { value: 'Most of it was whole.' } })
  fireEvent.click(screen.getByRole('button', { name: 'Rule' }))
  expect(write).not.toHaveBeenCalled()
  fireEvent.click(await screen.findByRole('button', { name: 'Yes, do it' }))
  await waitFor(() =>
    expect(write).toHaveBeenCalledWith('post', '/api/v1/orders/{id}/disputes/{dispute}/decide', {
      path: { id: 'ord_1', dispute: 'dsp_1' },
      body: { seller: eur('0.23'), buyer: eur('0.10'), reason: 'Most of it was whole.' },
      version: 7,
    }),
  )
})

it('shows a second arbitrator exactly what is confirmed', async () => {
  const ruling = { seller: eur('630.00'), buyer: eur('270.00'), reason: 'Most of it was whole.', at: '2026-05-20T08:00:00Z', by: 'per_a' }
  expect(show({ state: 'RULED', may: ['decide', 'confirm'], ruling })).toEqual(['Confirm the ruling', 'Rule otherwise'])
  fireEvent.click(screen.getByRole('button', { name: 'Confirm the ruling' }))
  const dialog = await screen.findByRole('dialog')
  expect(dialog.textContent).toContain('630.00')
  expect(dialog.textContent).toContain('Most of it was whole.')
})

it('keeps the evidence of the two sides apart', () => {
  const proof = (by: string, note: string) => ({ by, kind: 'photo', note, at: '2026-05-11T08:00:00Z' })
  show({ state: 'EVIDENCE', evidence: [proof('buyer', 'cracked'), proof('seller', 'whole')] })
  expect(screen.getByRole('region', { name: 'The buyer’s evidence' }).textContent).toContain('cracked')
  expect(screen.getByRole('region', { name: 'The seller’s evidence' }).textContent).not.toContain('cracked')
})

it.each<[string, Dispute['state'], string[]]>([
  ['an appeal that waits stands below the ruling it is about', 'APPEALED', ['Ruling', 'Appealed by the buyer']],
  ['and above the ruling that came of it', 'EXECUTED', ['Appealed by the buyer', 'Ruling on the appeal']],
])('%s', (_, state, says) => {
  show({ state, appeal: { by: 'buyer' }, ruling: { by: 'per_a', at: '2026-05-20T08:00:00Z', seller: eur('400.00'), buyer: eur('500.00'), reason: 'Half of it is there.' } })
  const text = document.body.textContent ?? ''
  expect(says.map((word) => text.lastIndexOf(word))).toEqual(says.map((word) => text.lastIndexOf(word)).sort((a, b) => a - b))
  expect(text).toContain(says.at(-1))
  expect(text.includes('Ruling on the appeal')).toBe(state === 'EXECUTED')
})
