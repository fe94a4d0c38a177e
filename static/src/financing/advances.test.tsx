// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Order } from '../api/shapes'
import { Advances } from './advances'
import { Payees } from './payees'
import type { Advance } from './shapes'

const write = vi.hoisted(() => vi.fn())
vi.mock('../api/client', () => ({ write, read: vi.fn() }))

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-05-14T08:00:00Z'), toFake: ['Date'] })
  write.mockReset().mockResolvedValue({})
})
afterEach(() => vi.useRealTimers())

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const lake = { org: 'org_lake', orgName: { en: 'Lakeside' } }
const mill = { org: 'org_mill', orgName: { en: 'Millwheel' } }
const advance: Advance = {
  id: 'adv_1', order: 'ord_1', milestone: 'mil_1', title: 'Masters', seller: { org: 'org_s', orgName: { en: 'Seller' } }, state: 'OFFERED', funder: mill, amount: eur('18000.00'), rate: '7.30', until: '2026-05-20T08:00:00Z', principal: eur('0.00'), interest: eur('0.00'), owed: eur('0.00'), paid: eur('0.00'),
  expected: '2026-05-24T08:00:00Z', may: [], v: 7, sandbox: true,
}
const proposal = { id: 'prp_1', action: 'advance.disburse', at: '2026-05-14T07:00:00Z', proposedBy: 'per_m', details: [], may: [], yours: false }

function show(you: string, advances: Advance[], over: Partial<Order> = {}) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(['me'], { csrf: '', person: { id: 'per_me', zone: 'Europe/Berlin' } })
  const order = { id: 'ord_1', v: 7, you, currency: 'EUR', seller: { org: 'org_s', orgName: { en: 'Seller' } }, milestones: [{ id: 'mil_1', title: 'Masters', amount: eur('30000.00') }], advances, ...over } as unknown as Order
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <Payees order={order} />
        <Advances order={order} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  return screen.queryAllByRole('button').map((button) => button.textContent)
}

it.each([
  ['a reader of an offer has nothing to press', 'auditor', { may: [] }, []],
  ['the seller takes or declines an offer', 'seller', { may: ['accept', 'decline'] }, ['Take this offer', 'Decline']],
  ['a maker proposes what nobody has proposed', 'clearing_maker', { state: 'ACCEPTED', may: ['approve'] }, ['Propose to pay it out']],
  ['a maker confirms nothing', 'clearing_maker', { state: 'ACCEPTED', may: ['approve'], proposed: [{ ...proposal, proposedBy: 'per_me' }] }, []],
  ['a checker waits for a maker', 'clearing_checker', { state: 'ACCEPTED', may: ['approve'] }, []],
  ['a checker does what another one has proposed', 'clearing_checker', { state: 'ACCEPTED', may: ['approve'], proposed: [{ ...proposal, yours: true }] }, ['Pay it out']],
  ['a proposal to pay out is none to give up', 'clearing_maker', { state: 'RECOURSE', may: ['write-off'], proposed: [proposal] }, ['Propose to give it up']],
  ['the seller pays back early', 'seller', { state: 'ACCRUING', may: ['repay'], principal: eur('18000.00'), interest: eur('36.00'), owed: eur('18036.00') }, ['Pay back early']],
  ['after the end the seller pays in what is owed, as nothing is free to pay it from', 'seller', { state: 'RECOURSE', may: ['repay'], owed: eur('18036.00') }, ['Pay what is owed']],
] as [string, string, Partial<Advance>, string[]][])('%s', (_, you, over, buttons) => {
  expect(show(you, [{ ...advance, ...over }])).toEqual(buttons)
})

it('asks for no early payment on an order that is over', () => {
  const milestones = [{ id: 'mil_1', title: 'Masters', amount: eur('30000.00'), askedEarly: eur('9000.00') }] as unknown as Order['milestones']
  expect(show('seller', [], { state: 'IN_DELIVERY', milestones })).toEqual(['Ask no longer'])
  cleanup()
  expect(show('seller', [], { state: 'CANCELLED', milestones })).toEqual([])
})

it('compares offers to one day, the cheapest first', () => {
  show('seller', [{ ...advance, funder: lake, id: 'adv_2', rate: '9.00', amount: eur('20000.00') }, advance])
  const [first, second] = within(screen.getByRole('region', { name: 'Offers on Masters' })).getAllByRole('listitem')
  expect(first?.textContent).toContain('Millwheel7.30% a year · lowest rate')
  expect(first?.textContent?.replaceAll('\u00a0', ' ')).toContain('EUR 18,036.00') // ten days of 18,000 at 7.3 %
  expect(second?.textContent).toContain('Lakeside9.00% a year')
  expect(second?.textContent).not.toContain('lowest')
})

it('pays back all that is owed without a number, as a day may pass before it arrives', async () => {
  show('seller', [{ ...advance, state: 'ACCRUING', may: ['repay'], owed: eur('18036.00') }])
  fireEvent.click(screen.getByRole('button', { name: 'Pay back early' }))
  const form = await screen.findByRole('dialog')
  fireEvent.click(within(form).getByRole('button', { name: 'Pay back early' }))
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/advances/{id}/repay', { path: { id: 'adv_1' }, body: {}, version: 7 }))
})

it('asks for as much as may be paid early, and for nothing to take the question back', async () => {
  show('seller', [], { milestones: [{ id: 'mil_1', title: 'Masters', amount: eur('30000.00'), financeable: eur('23760.00'), askedEarly: eur('10000.00') }] as Order['milestones'] })
  fireEvent.click(screen.getByRole('button', { name: 'Ask no longer' }))
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/orders/{id}/financing', { path: { id: 'ord_1' }, body: { milestone: 'mil_1', amount: eur('0.00') }, version: 7 }))
  fireEvent.click(screen.getByRole('button', { name: 'Ask for another amount' }))
  const amount = await screen.findByLabelText('At most, EUR')
  fireEvent.change(amount, { target: { value: '23760.01' } })
  expect((screen.getByRole('button', { name: 'Ask for early payment' }) as HTMLButtonElement).disabled).toBe(true)
})

it('tells the buyer who is paid first, and nothing of amounts or rates', () => {
  show('buyer', [], { payees: [mill, { org: 'org_s', orgName: { en: 'Seller' } }] })
  const list = screen.getByRole('list', { name: 'Who is paid out of the next release' })
  expect(within(list).getAllByRole('listitem').map((item) => item.textContent)).toEqual(['Millwheel first, by assignment', 'Seller the rest'])
  expect(document.body.textContent).not.toMatch(/%|EUR/)
})

it('says nothing of payees while it is the seller alone', () => {
  show('buyer', [], { payees: [{ org: 'org_s', orgName: { en: 'Seller' } }] })
  expect(screen.queryByText('Who is paid out of the next release')).toBeNull()
})
