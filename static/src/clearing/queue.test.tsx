// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import common from '../i18n/en.json'
import office from '../i18n/office/en.json'
import type { WorkItem } from '../work/shapes'

const write = vi.hoisted(() => vi.fn())
const read = vi.hoisted(() => vi.fn())
vi.mock('../api/client', () => ({ write, read, rememberCsrf: vi.fn() }))

// Tests share one worker: what another one has loaded already would not know this client.
vi.resetModules()
const { ClearingQueue } = await import('./queue')
const { Problem, Unreachable } = await import('../api/problem')

const still = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined }

// A table, a router and a dialog for each test: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 })
configure({ asyncUtilTimeout: 10_000 })

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => still)
  vi.stubGlobal('scrollTo', () => undefined)
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  Element.prototype.scrollIntoView = () => undefined
  return i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: { ...common, ...office } } } })
})
beforeEach(() => {
  write.mockReset()
  read.mockReset()
})
afterEach(cleanup)

const release = (number: number, over: Partial<WorkItem> = {}): WorkItem => ({
  kind: 'release', action: 'propose', urgency: 'due', role: 'clearing_maker', yours: true, order: `ord_${number}`, milestone: 'mil_1', part: `Part ${number}`, v: 7,
  amount: { amount: '100.00', currency: 'EUR' }, ...over,
})
const payout: WorkItem = { kind: 'payout', action: 'propose', urgency: 'due', role: 'clearing_maker', yours: true, payout: 'pay_1', v: 3, amount: { amount: '5.00', currency: 'EUR' } }
const proposal = {
  id: 'prop_1', action: 'suspense.assign', order: 'ord_1', object: 'sus_1', amount: { amount: '44.00', currency: 'EUR' }, details: [], proposedBy: 'per_other', by: 'Lin Qiuyan',
  at: '2026-05-14T08:00:00Z', yours: true, may: ['confirm', 'drop'],
}

async function show(items: WorkItem[], { role = 'clearing_maker', at = '/clearing', waiting = [proposal] as unknown[] } = {}) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } })
  queries.setQueryData(['me'], { csrf: '', person: { id: 'per_me', zone: 'Europe/Berlin' }, grants: [{ role }] })
  read.mockImplementation((path: string) => Promise.resolve(path === '/api/v1/work' ? { items, late: 0, atRisk: 0, due: items.length, more: 0, asOf: 1 } : { items: waiting }))
  const root = createRootRoute()
  const router = createRouter({
    routeTree: root.addChildren([createRoute({ getParentRoute: () => root, path: '/clearing', component: ClearingQueue }), createRoute({ getParentRoute: () => root, path: '/orders/$order', component: () => <p>the order</p> })]),
    history: createMemoryHistory({ initialEntries: [at] }),
  })
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <Notifications />
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  await screen.findByRole('table')
  return router
}

/** By the text of its row: asking for roles in a whole table is slow. */
const find = (name: string) => [...document.querySelectorAll<HTMLElement>('tbody tr')].find((row) => row.textContent?.includes(name))
const line = (name: string) => find(name) ?? expect.fail(`no line about ${name}`)
const choose = (name: string) => fireEvent.click(within(line(name)).getByRole('checkbox'))
const press = (name: string) => fireEvent.click(screen.getByText((_, element) => element?.textContent === name, { selector: 'button' }))
const sent = () => write.mock.calls.map(([, path, { path: inPath, version, body }]) => [path, inPath, version, body?.as])
const fates = () => [...document.querySelectorAll('section ol li')].map((item) => item.querySelector('strong')?.textContent)
const on = '/api/v1/orders/{id}/milestones/{milestone}/approve-release'

it('a line is approved by its own button, as of the version it was seen in', async () => {
  write.mockResolvedValue({ v: 8 })
  await show([release(1)])
  fireEvent.click(within(line('Part 1')).getByRole('button', { name: 'Approve' }))
  await screen.findByText('Proposed. A second officer has to confirm.')
  expect(sent()).toEqual([[on, { id: 'ord_1', milestone: 'mil_1' }, 7, 'maker']])
})

it('what waits for another officer has nothing to press, and says who proposed it', async () => {
  await show([release(1), release(2, { action: 'check', yours: false, proposedBy: 'per_me' }), release(3, { action: 'check', yours: false, proposedBy: 'per_x', proposedByName: 'Lin Qiuyan' })])
  expect(find('Part 2')).toBeUndefined()
  press('For other officers 2')
  expect(within(line('Part 2')).queryByRole('button')).toBeNull()
  expect(line('Part 2').textContent).toContain('proposed by you')
  expect(line('Part 3').textContent).toContain('proposed by Lin Qiuyan')
  expect(within(line('Part 2')).queryByRole('checkbox')).toBeNull()
})

it('lines of one kind and step are chosen together, others not beside them', async () => {
  await show([release(1), release(2), release(3, { action: 'check', proposedBy: 'per_x' }), payout])
  choose('Part 1')
  expect((within(line('Part 3')).getByRole('checkbox') as HTMLInputElement).disabled).toBe(true)
  expect((within(line('pay_1')).getByRole('checkbox') as HTMLInputElement).disabled).toBe(true)
  press('All of this kind (2)')
  expect(screen.getByText('Approve 2')).toBeTruthy()
})

it('several are approved one after the other; one refused stops nobody else', async () => {
  write.mockImplementation((_, __, { path }) => (path.id === 'ord_2' ? Promise.reject(new Problem(409, 'order_held', '', [], {})) : Promise.resolve({ v: 8 })))
  await show([release(1), release(2), release(3)])
  choose('Part 1')
  press('All of this kind (3)')
  press('Approve 3')
  await screen.findByText('2 done, 1 refused, 0 not begun')
  expect(sent().map(([, path]) => (path as { id: string }).id)).toEqual(['ord_1', 'ord_2', 'ord_3'])
  expect(fates()).toEqual(['done', common.problem.order_held, 'done'])
  expect(screen.queryByText(/^Go on/)).toBeNull()
})

it('parts of one order follow each other: each is decided on the version the one before brought about', async () => {
  let v = 7
  write.mockImplementation(() => Promise.resolve({ v: (v += 2) }))
  await show([release(1), release(1, { milestone: 'mil_2', part: 'Second part' }), release(4)])
  choose('Part 1')
  press('All of this kind (3)')
  press('Approve 3')
  await screen.findByText('3 done, 0 refused, 0 not begun')
  expect(sent().map(([, , version]) => version)).toEqual([7, 9, 7])
})

it('it can be stopped; what is left goes on later and nothing is sent twice', async () => {
  let answer: (value: unknown) => void = () => undefined
  write.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve))).mockResolvedValue({ v: 8 })
  await show([release(1), release(2), release(3)])
  choose('Part 1')
  press('All of this kind (3)')
  press('Approve 3')
  expect(screen.getByRole('status').textContent).toContain('0 of 3')
  press('Stop')
  await act(async () => answer({ v: 8 }))
  await screen.findByText('1 done, 0 refused, 2 not begun')
  expect(write).toHaveBeenCalledTimes(1)
  press('Go on with the other 2')
  await screen.findByText('3 done, 0 refused, 0 not begun')
  expect(sent().map(([, path]) => (path as { id: string }).id)).toEqual(['ord_1', 'ord_2', 'ord_3'])
})

it('a lost connection stops it where it stands', async () => {
  write.mockRejectedValueOnce(new Unreachable(new Error())).mockResolvedValue({ v: 8 })
  await show([release(1), release(2)])
  choose('Part 1')
  press('All of this kind (2)')
  press('Approve 2')
  await screen.findByText('0 done, 0 refused, 2 not begun')
  expect(write).toHaveBeenCalledTimes(1)
})

it('a proposal says what exactly would be booked and is confirmed by its id', async () => {
  write.mockResolvedValue({ items: [] })
  const item: WorkItem = { kind: 'suspense', action: 'check', urgency: 'due', role: 'clearing_checker', yours: true, object: 'sus_1', proposal: 'prop_1', proposedBy: 'per_other' }
  await show([item], { role: 'clearing_checker' })
  press('Money without an owner')
  const dialog = await screen.findByRole('dialog', { name: 'Assign money to an order' })
  expect(await within(dialog).findByText('Lin Qiuyan')).toBeTruthy()
  expect(within(dialog).getByText('ord_1')).toBeTruthy()
  // One press stands out in a view: on the desk none of many, in the opened proposal this one.
  expect(within(line(office.proposals.command.suspense.assign)).getByRole('button', { name: office.clearing.confirm, hidden: true }).dataset.variant).toBe('outline')
  expect(within(dialog).getByRole('button', { name: office.proposed.confirm }).dataset.variant).not.toBe('outline')
  fireEvent.click(within(dialog).getByRole('button', { name: office.proposed.confirm }))
  fireEvent.click(await screen.findByRole('button', { name: common.order.surely }))
  await waitFor(() => expect(sent()).toEqual([['/api/v1/clearing/proposals/{id}/confirm', { id: 'prop_1' }, undefined, undefined]]))
})

it('a line says what was proposed, and a list that is worked off still says it when the proposal is gone', async () => {
  write.mockResolvedValue({ items: [] })
  const sum = (number: number): WorkItem => ({ kind: 'suspense', action: 'check', urgency: 'due', role: 'clearing_checker', yours: true, object: `sus_${number}`, code: 'order_unknown', proposal: `prop_${number}`, proposedBy: 'per_other' })
  await show([sum(1), sum(2)], { role: 'clearing_checker', waiting: [proposal, { ...proposal, id: 'prop_2', action: 'suspense.return', object: 'sus_2' }] })
  await waitFor(() => expect(find(office.proposals.command.suspense.assign)).toBeTruthy())
  choose(office.proposals.command.suspense.return)
  read.mockImplementation((path: string) => Promise.resolve(path === '/api/v1/work' ? { items: [sum(1)], late: 0, atRisk: 0, due: 1, more: 0, asOf: 2 } : { items: [proposal] }))
  press('Confirm one')
  await screen.findByText('1 done, 0 refused, 0 not begun')
  await waitFor(() => expect(find(office.proposals.command.suspense.return)).toBeUndefined())
  expect(document.querySelector('section ol li')?.textContent).toContain(office.proposals.command.suspense.return)
})

it('who proposed it takes it back and confirms nothing', async () => {
  const item: WorkItem = { kind: 'suspense', action: 'check', urgency: 'due', role: 'clearing_checker', yours: false, object: 'sus_1', proposal: 'prop_1', proposedBy: 'per_me' }
  await show([item], { at: '/clearing?proposal=prop_1', waiting: [{ ...proposal, proposedBy: 'per_me', yours: false, may: ['drop'] }] })
  const dialog = await screen.findByRole('dialog')
  expect(await within(dialog).findByRole('button', { name: office.proposed.takeBack })).toBeTruthy()
  expect(within(dialog).queryByRole('button', { name: office.proposed.confirm })).toBeNull()
})

it('lines are walked, chosen and opened by keys', async () => {
  const router = await show([release(1), release(2)])
  fireEvent.keyDown(document.documentElement, { key: 'j', code: 'KeyJ' })
  expect(document.activeElement).toBe(line('Part 1'))
  fireEvent.keyDown(line('Part 1'), { key: 'ArrowDown' })
  expect(document.activeElement).toBe(line('Part 2'))
  fireEvent.keyDown(line('Part 2'), { key: 'x' })
  expect(screen.getByText('Approve one')).toBeTruthy()
  fireEvent.keyDown(line('Part 2'), { key: 'Enter' })
  await waitFor(() => expect(router.state.location.pathname).toBe('/orders/ord_2'))
})
