// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import { Unknown } from './claimsunknown'
import { Debts } from './debts'
import { Losses } from './losses'
import { Sum } from './suspensesum'
import type { Proposal, Suspense } from './suspenseshapes'

const { read, write } = vi.hoisted(() => ({ read: vi.fn(), write: vi.fn() }))
vi.mock('../api/client', () => ({ read, write }))
vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: ReactNode }) => <a href="/">{children}</a> }))

let answers: Record<string, unknown> = {}
beforeEach(() => {
  answers = {}
  read.mockReset().mockImplementation((path: string) => Promise.resolve(answers[path] ?? { items: [] }))
  write.mockReset().mockResolvedValue({})
})

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const sum: Suspense = {
  id: 'sus_1',
  state: 'LYING',
  amount: eur('1000.00'),
  rail: 'sandbox',
  why: 'order_unknown',
  named: 'ord_lost',
  payer: 'line_1',
  sender: { name: 'Lakeside Films GmbH', account: 'DE89', reference: 'ord_lost', day: '2026-05-12' },
  since: '2026-05-12T08:00:00Z',
  changed: '2026-05-12T08:00:00Z',
  may: ['assign', 'return'],
  v: 1,
  sandbox: true,
}
const proposal: Proposal = { id: 'prp_1', action: 'suspense.assign', object: 'sus_1', order: 'ord_1', proposedBy: 'per_mo', by: 'Mo Lin', at: '2026-05-13T08:00:00Z', yours: true, may: ['confirm', 'drop'], details: [] }

function show(role: string, page: ReactNode) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
  queries.setQueryData(['me'], { csrf: '', person: { id: 'per_me', zone: 'Europe/Berlin' }, grants: [{ role }] })
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>{page}</QueryClientProvider>
    </MantineProvider>,
  )
}
const buttons = () => screen.queryAllByRole('button').map((button) => button.textContent)

it.each([
  ['a maker finds its order or sends it back', 'clearing_maker', {}, ['Find its order', 'Send it back']],
  ['a checker begins nothing', 'clearing_checker', {}, []],
  ['an auditor reads', 'auditor', { may: [] }, []],
  ['a checker confirms or refuses what another has proposed', 'clearing_checker', { proposed: [proposal] }, ['Confirm', 'Refuse']],
  ['a maker takes back what is his and confirms nothing', 'clearing_maker', { proposed: [{ ...proposal, proposedBy: 'per_me', yours: false, may: ['drop'] }] }, ['Take back']],
  ['another maker waits', 'clearing_maker', { proposed: [{ ...proposal, yours: false, may: [] }] }, []],
])('%s', (_, role, over, expected) => {
  show(role, <Sum sum={{ ...sum, ...over }} />)
  expect(buttons()).toEqual(expected)
})

it('names who proposed, and what exactly', () => {
  show('clearing_checker', <Sum sum={{ ...sum, proposed: [proposal] }} />)
  expect(screen.getByText('Mo Lin')).toBeTruthy()
  expect(screen.getByText('ord_1')).toBeTruthy()
})

it('confirms by the id of the proposal, once it was asked again', async () => {
  show('clearing_checker', <Sum sum={{ ...sum, proposed: [proposal] }} />)
  fireEvent.click(screen.getByRole('button', { name: 'Confirm' }))
  expect(write).not.toHaveBeenCalled()
  const what = document.querySelector('li p[class*=what]')?.textContent
  expect(what).toBeTruthy()
  expect((await screen.findByRole('dialog')).textContent).toContain(what)
  fireEvent.click(screen.getByText('Yes, do it'))
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/clearing/proposals/{id}/confirm', { path: { id: 'prp_1' } }))
})

const order = (id: string, missing: string) => ({
  id,
  deal: 'deal_1',
  title: `Order ${id}`,
  state: 'AWAITING_FUNDS',
  currency: 'EUR',
  held: false,
  missing: eur(missing),
  buyer: { org: 'org_b', orgName: { en: 'Somebody' } },
  seller: { org: 'org_s', orgName: {} },
  milestones: [{ id: 'mil_1', title: 'Masters', state: 'PLANNED', held: eur('0.00'), payable: eur(missing) }],
})

it('shows what an order would get before it proposes it', async () => {
  answers['/api/v1/orders'] = { items: [order('ord_1', '1000.00'), order('ord_2', '5000.00')] }
  show('clearing_maker', <Sum sum={sum} />)
  fireEvent.click(screen.getByRole('button', { name: 'Find its order' }))
  const choice = await screen.findByRole('list', { name: 'Orders it may be for' })
  const found = within(choice).getAllByRole('button')
  expect(found.map((one) => one.textContent?.includes('exactly what is missing'))).toEqual([true, false])
  expect((screen.getByRole('button', { name: 'Propose it' }) as HTMLButtonElement).disabled).toBe(true)
  fireEvent.click(found[0]!)
  expect(screen.getByRole('region', { name: 'What it would fill' }).textContent).toContain('then in full')
  fireEvent.click(screen.getByRole('button', { name: 'Propose it' }))
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/suspense/{id}/assign', { path: { id: 'sus_1' }, body: { order: 'ord_1' }, version: 1 }))
})

it('asks for the account only where the bank did not say it', async () => {
  show('clearing_maker', <Sum sum={{ ...sum, payer: undefined, sender: undefined }} />)
  fireEvent.click(screen.getByRole('button', { name: 'Send it back' }))
  const field = await screen.findByLabelText(/Reference of the sender/)
  const send = () => screen.getByRole('button', { name: 'Propose it' }) as HTMLButtonElement
  fireEvent.change(field, { target: { value: 'two words' } })
  expect(send().disabled).toBe(true)
  fireEvent.change(field, { target: { value: 'acct_7' } })
  fireEvent.click(send())
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/suspense/{id}/return', { path: { id: 'sus_1' }, body: { account: 'acct_7' }, version: 1 }))
})

it('lets nobody say what became of a payout without choosing and evidence', async () => {
  answers['/api/v1/payouts'] = { items: [{ id: 'pay_1', org: 'org_s', state: 'UNKNOWN', amount: eur('9.00'), may: ['resolve'], changed: sum.since, created: sum.since, v: 4 }] }
  show('clearing_maker', <Unknown />)
  fireEvent.click(await screen.findByRole('button', { name: 'Say what became of it' }))
  const send = () => screen.getByRole('button', { name: 'Propose it' }) as HTMLButtonElement
  fireEvent.change(await screen.findByLabelText(/^Evidence/), { target: { value: 'MT199' } })
  expect(send().disabled).toBe(true)
  fireEvent.change(screen.getByLabelText(/^What became of it/), { target: { value: 'REJECTED' } })
  fireEvent.click(send())
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/payouts/{id}/resolve', { path: { id: 'pay_1' }, body: { to: 'REJECTED', evidence: 'MT199' }, version: 4 }))
})

it('gives up no more than is owed', async () => {
  answers['/api/v1/debts'] = { items: [{ org: 'org_s', amount: eur('20.00') }] }
  show('clearing_maker', <Debts />)
  fireEvent.click(await screen.findByRole('button', { name: 'Propose to give it up' }))
  const field = await screen.findByLabelText('Amount in EUR')
  fireEvent.change(field, { target: { value: '20.01' } })
  expect((screen.getByRole('button', { name: 'Propose it' }) as HTMLButtonElement).disabled).toBe(true)
  fireEvent.change(field, { target: { value: '5.00' } })
  fireEvent.click(screen.getByRole('button', { name: 'Propose it' }))
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/debts/{id}/write-off', { path: { id: 'org_s' }, body: { amount: eur('5.00'), note: undefined } }))
})

it('books no loss without the line that shows it, and shows an auditor no button', async () => {
  answers['/api/v1/rails'] = { items: [{ name: 'sandbox', currencies: ['CNY', 'EUR'] }] }
  show('clearing_maker', <Losses />)
  fireEvent.click(screen.getByRole('button', { name: 'Propose a loss' }))
  fireEvent.change(await screen.findByLabelText('Amount in CNY'), { target: { value: '14.90' } })
  expect((screen.getByRole('button', { name: 'Propose it' }) as HTMLButtonElement).disabled).toBe(true)
  fireEvent.change(screen.getByLabelText(/^Statement line/), { target: { value: 'line 12' } })
  fireEvent.click(screen.getByRole('button', { name: 'Propose it' }))
  await waitFor(() =>
    expect(write).toHaveBeenCalledWith('post', '/api/v1/clearing/losses', { body: { amount: { amount: '14.90', currency: 'CNY' }, evidence: 'line 12', note: undefined } }),
  )
  cleanup()
  show('auditor', <Losses />)
  expect(buttons()).toEqual([])
})
