// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import { ClaimPanel } from './claims'
import type { Claim } from './shapes'
import { cascade } from './waterfall'

const write = vi.hoisted(() => vi.fn())
vi.mock('../api/client', () => ({ write, read: vi.fn() }))
vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: ReactNode }) => <a href="/">{children}</a> }))

beforeEach(() => {
  write.mockReset().mockResolvedValue({})
})

const eur = (amount: string) => ({ amount, currency: 'EUR' })

function show(page: ReactNode) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(['me'], { csrf: '', person: { zone: 'Europe/Berlin' } })
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>{page}</QueryClientProvider>
    </MantineProvider>,
  )
}

const claim: Claim = {
  id: 'clm_1',
  order: 'ord_1',
  seller: { org: 'org_s', orgName: {} },
  buyer: { org: 'org_b', orgName: {} },
  kind: 'chargeback',
  state: 'OPEN',
  amount: eur('100.00'),
  taken: { escrow: eur('50.00'), reserve: eur('0.00'), seller: eur('20.00'), sellerDebt: eur('30.00'), buyer: eur('0.00'), buyerDebt: eur('0.00') },
  contestUntil: '2099-05-24T08:00:00Z',
  opened: '2026-05-14T08:00:00Z',
  changed: '2026-05-14T08:00:00Z',
  may: [],
  v: 9,
  sandbox: true,
}

it('lets a claim fall from step to step, each beginning where the one above it ended', () => {
  expect(cascade(claim.amount, claim.taken).map(({ step, from, part }) => [step, from, part])).toEqual([
    ['escrow', 0, 0.5],
    ['reserve', 0.5, 0],
    ['seller', 0.5, 0.2],
    ['sellerDebt', 0.7, 0.3],
  ])
})

it.each([
  ['the buyer looks on', [], []],
  ['the seller answers', ['contest', 'concede'], ['Contest the claim', 'Give in']],
  ['an officer contests for the seller', ['contest'], ['Contest the claim']],
])('%s', (_, may, expected) => {
  show(<ClaimPanel claim={{ ...claim, may }} />)
  expect(screen.queryAllByRole('button').map((button) => button.textContent)).toEqual(expected)
})

it('contests with evidence and the version of the order, never without', async () => {
  show(<ClaimPanel claim={{ ...claim, may: ['contest'] }} />)
  fireEvent.click(screen.getByRole('button', { name: 'Contest the claim' }))
  const field = await screen.findByLabelText(/^What shows it/)
  const send = screen.getAllByRole('button', { name: 'Contest the claim' }).at(-1) as HTMLButtonElement
  expect(send.disabled).toBe(true)
  fireEvent.change(field, { target: { value: ' waybill 7 ' } })
  fireEvent.click(send)
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/claims/{id}/contest', { path: { id: 'clm_1' }, body: { evidence: 'waybill 7' }, version: 9 }))
})
