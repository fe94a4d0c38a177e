// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Order } from '../api/shapes'
import { Held } from './held'
import type { Glass, Hold } from './shapes'

const write = vi.hoisted(() => vi.fn())
vi.mock('../api/client', () => ({ write, read: vi.fn(() => new Promise(() => undefined)) }))

beforeEach(() => {
  write.mockReset().mockResolvedValue({})
})

const hold: Hold = { reason: 'a question of the bank', by: 'per_x', role: 'compliance', at: '2026-05-10T08:00:00Z' }
const lift = { id: 'prp_1', action: 'order.lift', proposedBy: 'per_x', at: '2026-05-11T08:00:00Z', yours: false, may: [] as string[] }
const glass: Glass = { person: 'per_me', role: 'clearing_maker', reason: 'nobody answers', at: '2026-05-11T08:00:00Z', until: new Date(Date.now() + 1_800_000).toISOString(), yours: true }

function show(role: string, over: Partial<Order>, glasses: Glass[] = []) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(['me'], { csrf: '', person: { id: 'per_me', zone: 'Europe/Berlin' }, grants: [{ role }] })
  queries.setQueryData(['brakes'], { items: glasses })
  const order = { id: 'ord_1', v: 7, state: 'IN_DELIVERY', held: false, may: [], you: role, ...over } as unknown as Order
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <Held order={order} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  return screen.queryAllByRole('button').map((button) => button.textContent)
}

it.each<[string, string, Partial<Order>, Glass[], (string | null)[]]>([
  ['a party has nothing to press', 'buyer', { held: true }, [], []],
  ['compliance stops', 'compliance', { may: ['hold'] }, [], ['Stop this order']],
  ['compliance proposes to let it go on', 'compliance', { held: true, hold, may: ['lift'] }, [], ['Propose to let it go on']],
  ['who proposed may take it back and never confirms', 'compliance', { held: true, hold: { ...hold, lift: { ...lift, proposedBy: 'per_me', may: ['drop'] } } }, [], ['Take the proposal back']],
  ['a checker confirms or refuses', 'clearing_checker', { held: true, hold: { ...hold, lift: { ...lift, may: ['confirm', 'drop'] } }, may: ['lift'] }, [], ['Refuse the proposal', 'Confirm: let it go on']],
  ['a clearing officer has to break the glass first', 'clearing_maker', {}, [], ['Break the glass']],
  ['and stops things with the brake in hand', 'clearing_maker', { may: ['hold'] }, [glass], ['Stop this order']],
  ['nothing is stopped that is over', 'clearing_maker', { state: 'COMPLETED' }, [], []],
  ['an auditor reads', 'auditor', { held: true, hold: { ...hold, lift } }, [], []],
])('%s', (_, role, over, glasses, buttons) => {
  expect(show(role, over, glasses)).toEqual(buttons)
})

it('tells a party that its order is stopped and not why', () => {
  show('seller', { held: true })
  expect(screen.getByText('Stopped by compliance')).toBeTruthy()
  expect(screen.queryByText(/Reason/)).toBeNull()
})

it('shows who has the brake in hand and why', () => {
  show('auditor', {}, [{ ...glass, person: 'per_m', yours: false }])
  expect(screen.getByRole('status').textContent).toContain('per_m (clearing, proposes) has the emergency brake in hand')
  expect(screen.getByRole('status').textContent).toContain('nobody answers')
})

it('takes the brake only with a reason, and says who is told', async () => {
  show('clearing_checker', {})
  fireEvent.click(screen.getByRole('button', { name: 'Break the glass' }))
  await screen.findByText(/the auditors are told at once/)
  const press = screen.getAllByRole('button', { name: 'Break the glass' }).at(-1) as HTMLButtonElement
  expect(press.disabled).toBe(true)
  fireEvent.change(screen.getByLabelText(/Why compliance cannot do it/), { target: { value: 'nobody answers' } })
  fireEvent.change(screen.getByLabelText('For how long'), { target: { value: '30' } })
  fireEvent.click(press)
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/clearing/break-glass', { body: { reason: 'nobody answers', minutes: 30 } }))
})

it('stops the order as it was seen', async () => {
  show('compliance', { may: ['hold'] })
  fireEvent.click(screen.getByRole('button', { name: 'Stop this order' }))
  fireEvent.change(await screen.findByLabelText(/^Why/), { target: { value: 'a question of the bank' } })
  fireEvent.click(screen.getAllByRole('button', { name: 'Stop this order' }).at(-1)!)
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/orders/{id}/hold', { path: { id: 'ord_1' }, body: { reason: 'a question of the bank' }, version: 7 }))
})
