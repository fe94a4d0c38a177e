// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Balance, Order, Payout } from '../api/shapes'
import { Purse } from '../financing/purse'
import { OwnBalances, purses } from './balances'
import { OwnPayouts } from './payouts'
import { WhatBecame } from './payouts'
import { PayoutSteps, stepsOf } from './payoutsteps'

const write = vi.hoisted(() => vi.fn())
const read = vi.hoisted(() => vi.fn())
vi.mock('../api/client', () => ({ write, read }))
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

it.each([
  ['submitted', ['requested', 'approved', 'submitted', 'settled'], 2],
  ['batched', ['requested', 'approved', 'batched', 'submitted', 'settled'], 2],
  ['accepted', ['requested', 'approved', 'submitted', 'accepted', 'settled'], 3],
  ['unknown', ['requested', 'approved', 'unknown', 'settled'], 2],
  ['settled', ['requested', 'approved', 'submitted', 'settled'], 3],
  ['rejected', ['requested', 'submitted', 'rejected'], 2],
  ['returned', ['requested', 'submitted', 'settled', 'returned'], 3],
  ['cancelled', ['requested', 'cancelled'], 1],
])('a payout that is %s stands there', (state, steps, at) => {
  expect(stepsOf(state)).toEqual({ steps, at })
})

it('says that money has arrived only once it has', () => {
  for (const state of ['REQUESTED', 'BATCHED', 'SUBMITTED', 'ACCEPTED', 'UNKNOWN']) {
    show(<PayoutSteps payout={{ state } as Payout} />)
    expect(screen.getByText('Arrived').getAttribute('data-done'), state).toBeNull()
    cleanup()
  }
  show(<PayoutSteps payout={{ state: 'SETTLED' } as Payout} />)
  expect(screen.getByText('Arrived').getAttribute('aria-current')).toBe('step')
})

const balance = (over: Partial<Balance>): Balance => ({
  currency: 'EUR',
  available: eur('10.00'),
  requested: eur('0.00'),
  leaving: eur('0.00'),
  reserve: eur('0.00'),
  blocked: eur('0.00'),
  debt: eur('0.00'),
  ...over,
})
const sold = (held: string, org = 'org_s') => ({ currency: 'EUR', seller: { org }, totals: { held: eur(held) } }) as unknown as Order

it('counts what lies in escrow of what one sells, also where there is no balance yet', () => {
  expect(purses('org_s', [], [sold('5.00'), sold('7.00'), sold('9.00', 'org_z')])).toEqual([{ currency: 'EUR', escrow: eur('12.00'), balance: undefined }])
})

it('tells of which order a reserve is and until when', () => {
  const reserves = [
    { order: 'ord_1', amount: eur('2.00'), until: '2026-09-14T08:00:00Z' },
    { order: 'ord_2', amount: eur('1.00') },
  ]
  show(<OwnBalances sandbox purses={purses('org_s', [balance({ reserve: eur('3.00'), reserves })], [])} />)
  expect(screen.getByText('free after September 14, 2026')).toBeTruthy()
  expect(screen.getByText('free some time after the order has ended')).toBeTruthy()
})

it('offers no payout while something is owed, and pays in what is', async () => {
  show(<OwnBalances sandbox purses={purses('org_s', [balance({ debt: eur('30.00') })], [])} />)
  expect(screen.queryByRole('button', { name: 'Ask for a payout EUR' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Pay what is owed' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Pay this amount' }))
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/deposits', { body: { amount: eur('30.00') } }))
})

it('tells how much of a payout came back, what the banks kept, and why', () => {
  show(<WhatBecame payout={{ amount: eur('900.00'), returned: eur('885.00'), reason: 'AC04' }} />)
  expect(screen.getByText('Came back').nextElementSibling?.textContent).toContain('885.00')
  expect(screen.getByText('The banks kept').nextElementSibling?.textContent).toContain('15.00')
  expect(screen.getByText('AC04')).toBeTruthy()
  cleanup()
  show(<WhatBecame payout={{ amount: eur('900.00'), returned: eur('900.00') }} />)
  expect(screen.queryByText('The banks kept')).toBeNull()
})

it('takes out what a funder lends from as a funder', async () => {
  show(<Purse has={[{ available: eur('640.00'), offered: eur('50.00'), requested: eur('7.00'), lent: eur('0.00') }]} />)
  expect(screen.getByText('Held for payouts')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Ask for a payout EUR' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Ask for this amount' }))
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/payouts', { body: { amount: eur('640.00'), for: 'funder' } }))
})

it('offers a funder nothing to take out where nothing is free', () => {
  show(<Purse has={[{ available: eur('0.00'), offered: eur('50.00'), requested: eur('0.00'), lent: eur('0.00') }]} />)
  expect(screen.queryByRole('button', { name: 'Ask for a payout EUR' })).toBeNull()
  expect(screen.queryByText('Held for payouts')).toBeNull()
})

it.each([
  ['the bank', undefined, 'The bank’s statement shows that it was paid.'],
  ['two people', 'Letter of 3 May', 'Two clearing officers have found, with evidence, that it was paid.'],
])('says that %s said it was paid', async (_, evidence, words) => {
  read.mockResolvedValue({ items: [{ id: 'pay_1', org: 'org_s', for: 'user', state: 'SETTLED', evidence, amount: eur('10.00'), created: '2026-05-03T08:00:00Z', may: [] }] })
  show(<OwnPayouts org="org_s" />)
  expect((await screen.findByText(words)).tagName).toBe('P')
})

it('says that blocked money is kept', () => {
  show(<OwnBalances purses={[{ currency: 'EUR', escrow: eur('0.00'), balance: balance({ blocked: eur('7.00') }) }]} sandbox />)
  expect(document.body.textContent).toContain('is kept here for you')
})
