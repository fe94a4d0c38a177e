// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { Lists } from './lists'
import { Party } from './party'
import { PartyMoves } from './partymoves'
import type { Standing } from './shapes'

const write = vi.hoisted(() => vi.fn())
const read = vi.hoisted(() => vi.fn())
vi.mock('../api/client', () => ({ write, read }))
vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="#there">{children}</a> }))

beforeEach(() => {
  write.mockReset().mockResolvedValue({})
  read.mockReset().mockReturnValue(new Promise(() => undefined))
})

const proposal = { id: 'prp_1', action: 'party.unblock', proposedBy: 'per_x', at: '2026-05-11T08:00:00Z', yours: false, may: [] as string[] }

function within(node: React.ReactNode, data: [string, unknown][] = []) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(['me'], { csrf: '', person: { id: 'per_me', zone: 'Europe/Berlin' }, grants: [] })
  for (const [key, answer] of data) queries.setQueryData([key], answer)
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>{node}</QueryClientProvider>
    </MantineProvider>,
  )
  return screen.queryAllByRole('button').map((button) => button.textContent)
}
const show = (over: Partial<Standing>) => within(<PartyMoves party={{ org: 'org_s', may: [], ...over } as unknown as Standing} />)

it.each<[string, Partial<Standing>, (string | null)[]]>([
  ['who only reads has nothing to press', {}, []],
  ['a resemblance is decided on or blocked', { may: ['block', 'clear', 'hit'] }, ['Somebody else: clear', 'It is the one listed', 'Block all its money']],
  ['compliance proposes to give the money back', { may: ['propose-unblock'] }, ['Propose to unblock it']],
  ['and may take that back', { unblock: { ...proposal, proposedBy: 'per_me', may: ['drop'] } }, ['Take the proposal back']],
  ['a checker confirms or refuses it', { may: ['unblock'], unblock: { ...proposal, may: ['confirm', 'drop'] } }, ['Refuse the proposal', 'Confirm: unblock it']],
])('%s', (_, over, buttons) => {
  expect(show(over)).toEqual(buttons)
})

it('decides with a reason', async () => {
  show({ may: ['clear'] })
  fireEvent.click(screen.getByRole('button', { name: 'Somebody else: clear' }))
  const press = (await screen.findAllByRole('button', { name: 'Somebody else: clear' })).at(-1) as HTMLButtonElement
  expect(press.disabled).toBe(true)
  fireEvent.change(screen.getByLabelText(/How you know/), { target: { value: 'another date of birth' } })
  fireEvent.click(press)
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/screening/parties/{org}/decide', { path: { org: 'org_s' }, body: { reason: 'another date of birth', decision: 'clear' } }))
})

it('says loudly that nobody is compared with anything', () => {
  within(<Lists />, [['screening', { loaded: false, readable: true, names: 0, open: 0, version: 'none', sources: [] }]])
  expect(screen.getByRole('alert').textContent).toContain('Nobody is compared with anything')
})

it('says how much lies locked away, and names orders by their titles', async () => {
  const known = { org: 'org_s', names: ['Clay & Co'], matches: [], orders: [{ order: 'ord_1', as: 'seller', held: true }], kept: [{ amount: '41250.00', currency: 'EUR' }], may: [] }
  read.mockImplementation((path: string) => Promise.resolve(path.startsWith('/api/v1/orders') ? { title: 'Lamps' } : known))
  within(<Party org="org_s" />)
  expect(await screen.findByText('Lamps')).toBeTruthy()
  expect(document.body.textContent).toContain('Kept locked away')
  expect(document.body.textContent).toContain('41,250.00')
})
