// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import en from '../i18n/en.json'
import { placeOf } from './place'
import type { Work, WorkItem } from './shapes'
import { WorkPage } from './work'

vi.setConfig({ testTimeout: 30_000 })
configure({ asyncUtilTimeout: 10_000 })

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }))
  vi.stubGlobal('scrollTo', () => undefined)
  return i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } })
})
afterEach(cleanup)

const item = (over: Partial<WorkItem>): WorkItem => ({ kind: 'milestone', action: 'inspect', urgency: 'due', role: 'buyer', yours: true, order: 'ord_1', ...over })
const work = (items: WorkItem[]): Work => ({ items, late: 1, atRisk: 2, due: 3, more: 0, asOf: 1 })

async function show(items: WorkItem[], role = 'buyer') {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } })
  queries.setQueryData(['me'], { csrf: '', person: { id: 'per_me', zone: 'Europe/Berlin' }, grants: [{ role }] })
  queries.setQueryData(['work'], work(items))
  const router = createRouter({ routeTree: createRootRoute({ component: WorkPage }), history: createMemoryHistory({ initialEntries: ['/'] }) })
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  await screen.findByRole('heading', { level: 1 })
}

it('a party has the most urgent thing alone on top, with one button to where it is done', async () => {
  await show([item({ urgency: 'late', action: 'ship', part: 'Masters' }), item({ order: 'ord_2', kind: 'dispute', action: 'answer-offer' })], 'exhibitor')
  const next = await screen.findByRole('region', { name: 'Deliver, and show it' })
  expect(within(next).getByText('Masters')).toBeTruthy()
  expect(within(next).getByRole('link').getAttribute('href')).toBe('/orders/ord_1')
  expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual(['Deliver, and show it', 'Due 1'])
  expect(screen.queryByRole('combobox')).toBeNull()
})

it('an office has all of it in one list and can look at one kind', async () => {
  await show([item({ kind: 'party', action: 'screen', order: undefined, object: 'org_9', urgency: 'late' }), item({ kind: 'order', action: 'review-hold' })], 'compliance')
  await screen.findByRole('combobox')
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
  fireEvent.change(screen.getByRole('combobox'), { target: { value: 'party' } })
  expect(screen.getAllByRole('listitem').map((line) => within(line).getByRole('link').getAttribute('href'))).toEqual(['/compliance'])
})

it('what waits for others is not on the list', async () => {
  await show([item({ yours: false })])
  expect(await screen.findByText('Nothing waits for you')).toBeTruthy()
})

it.each<[Partial<WorkItem>, string]>([
  [{ kind: 'order', action: 'fund' }, '/orders/$order'],
  [{ kind: 'dispute', action: 'decide-dispute' }, '/orders/$order'],
  [{ kind: 'financing', action: 'offer-advance' }, '/financing'],
  [{ kind: 'debt', action: 'pay-debt' }, '/orders'],
  [{ kind: 'debt', action: 'propose' }, '/clearing/claims'],
  [{ kind: 'resolve', action: 'propose' }, '/clearing/claims'],
  [{ kind: 'suspense', action: 'examine' }, '/clearing/suspense'],
  [{ kind: 'exception', action: 'examine' }, '/bank'],
  [{ kind: 'statement', action: 'import' }, '/bank'],
  [{ kind: 'proposal', action: 'check', proposal: 'prop_1' }, '/clearing'],
  [{ kind: 'party', action: 'screen' }, '/compliance'],
])('%o is done at %s', (over, to) => {
  expect(placeOf(item(over)).to).toBe(to)
})
