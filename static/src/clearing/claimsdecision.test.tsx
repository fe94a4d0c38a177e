// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Claim } from '../claims/shapes'
import { Decision } from './claimsdecision'
import type { Proposal } from './suspenseshapes'

const { read, write } = vi.hoisted(() => ({ read: vi.fn(), write: vi.fn() }))
vi.mock('../api/client', () => ({ read, write }))

beforeEach(() => {
  read.mockReset().mockResolvedValue({ items: [] })
  write.mockReset().mockResolvedValue({})
})

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const claim: Claim = {
  id: 'clm_1',
  order: 'ord_1',
  seller: { org: 'org_s', orgName: {} },
  buyer: { org: 'org_b', orgName: {} },
  kind: 'chargeback',
  state: 'CONTESTED',
  amount: eur('100.00'),
  taken: { escrow: eur('100.00'), reserve: eur('0.00'), seller: eur('0.00'), sellerDebt: eur('0.00'), buyer: eur('0.00'), buyerDebt: eur('0.00') },
  contestUntil: '2099-05-24T08:00:00Z',
  opened: '2026-05-14T08:00:00Z',
  changed: '2026-05-14T08:00:00Z',
  may: ['decide'],
  v: 9,
  sandbox: true,
}
const proposal: Proposal = {
  id: 'prp_1',
  action: 'claim.decide',
  object: 'clm_1',
  order: 'ord_1',
  to: 'LOST',
  evidence: 'letter 7',
  proposedBy: 'per_mo',
  by: 'Mo Lin',
  at: '2026-05-15T08:00:00Z',
  yours: true,
  may: ['confirm', 'drop'],
}

function show(role: string, over: Partial<Claim>) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
  queries.setQueryData(['me'], { csrf: '', person: { id: 'per_me', zone: 'Europe/Berlin' }, grants: [{ role }] })
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <Decision claim={{ ...claim, ...over }} />
      </QueryClientProvider>
    </MantineProvider>,
  )
}
const won = 'The bank gives the money back'
const lost = 'The bank keeps the money'

it.each([
  ['a maker says how the bank has decided', 'clearing_maker', {}, [won, lost]],
  ['won is said once, and may still be lost', 'clearing_maker', { decided: 'letter 6' }, [lost]],
  ['a checker begins nothing', 'clearing_checker', {}, []],
  ['an auditor reads', 'auditor', { may: [] }, []],
  ['nobody decides what has ended', 'clearing_maker', { state: 'LOST' as const, may: [] }, []],
  ['a checker confirms or refuses what another has said', 'clearing_checker', { proposed: [proposal] }, ['Confirm', 'Refuse']],
  ['a maker takes back what is his and confirms nothing', 'clearing_maker', { proposed: [{ ...proposal, proposedBy: 'per_me', yours: false, may: ['drop'] }] }, ['Take back']],
])('%s', (_, role, over, expected) => {
  show(role, over)
  expect(screen.queryAllByRole('button').map((button) => button.textContent)).toEqual(expected)
})

it('shows who said what, and what shows it', () => {
  show('clearing_checker', { proposed: [proposal] })
  expect(screen.getByText('Mo Lin')).toBeTruthy()
  expect(screen.getByText(lost, { exact: false }).textContent).toContain('letter 7')
})

it.each([
  [won, true],
  [lost, false],
])('%s: proposed with what shows it and the version of the order, never without', async (button, outcome) => {
  show('clearing_maker', {})
  fireEvent.click(screen.getByRole('button', { name: button }))
  const field = await screen.findByLabelText(/^Evidence/)
  const send = screen.getByRole('button', { name: 'Propose it' }) as HTMLButtonElement
  expect(send.disabled).toBe(true)
  fireEvent.change(field, { target: { value: ' letter 7 ' } })
  fireEvent.click(send)
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/claims/{id}/decide', { path: { id: 'clm_1' }, body: { won: outcome, evidence: 'letter 7' }, version: 9 }))
})
