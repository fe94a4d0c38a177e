// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import en from '../i18n/en.json'
import type { Availability, Why } from './shapes'
import { WhyNot } from './whynot'

const { read, write } = vi.hoisted(() => ({ read: vi.fn(), write: vi.fn() }))
vi.mock('../api/client', () => ({ read, write }))
vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: string }) => children }))

beforeAll(async () => {
  configure({ asyncUtilTimeout: 5_000 })
  await i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } })
  window.matchMedia = ((query: string) => ({ matches: false, media: query, addEventListener() {}, removeEventListener() {} })) as unknown as typeof window.matchMedia
})
beforeEach(() => {
  write.mockReset().mockResolvedValue({})
  read.mockReset()
})
afterEach(cleanup)

const mine = '2026-05-14T06:00:00Z'
const theirs = '2026-05-14T07:00:00Z'
const why: Why = {
  state: 'no_slot',
  own: [
    { code: 'person_away', subject: 'per_me', name: 'Jana Vogt', slots: 12 },
    { code: 'person_busy', subject: 'per_karl', name: 'Karl', slots: 1 },
  ],
  fix: [
    { kind: 'free_slot', person: 'per_me', starts: mine },
    { kind: 'free_slot', person: 'per_karl', starts: theirs },
  ],
}
const availability: Availability = { open: [], closed: ['2026-05-14T06:00:00.000Z', theirs], busyUrl: 'https://calendar.example/me.ics', busy: { state: 'ok', events: 0 }, slots: [], v: 6 }

function show(answer: Why) {
  read.mockImplementation((path: string) => Promise.resolve(path.endsWith('/why') ? answer : availability))
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(['me'], { csrf: '', exhibition: 'exh_1', person: { id: 'per_me', zone: 'Europe/Berlin' }, organization: { id: 'org_me' } })
  render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <WhyNot org="org_2" />
      </QueryClientProvider>
    </MantineProvider>,
  )
}

it('says what stands on the own side, of a colleague by name', async () => {
  show(why)
  const causes = (await screen.findAllByRole('listitem')).map(({ textContent }) => textContent)
  expect(causes).toEqual(['12 slots to come lie outside your hours.', 'Karl: In 1 slot to come you have another meeting.'])
})

it('opens the own slot with one press and keeps everything else that was said', async () => {
  show(why)
  fireEvent.click(await screen.findByRole('button', { name: 'Open Thu, May 14 08:00' }))
  await waitFor(() => expect(write).toHaveBeenCalledOnce())
  expect(write).toHaveBeenCalledWith('put', '/api/v1/exhibitions/{id}/availability', {
    path: { id: 'exh_1' },
    body: { open: [mine], closed: [theirs], busyUrl: 'https://calendar.example/me.ics' },
    version: 6,
  })
})

it('does not open the slot of a colleague, but says who could', async () => {
  show(why)
  expect(await screen.findByText('Karl would have to open Thu, May 14 09:00.')).toBeTruthy()
  expect(screen.getAllByRole('button')).toHaveLength(1)
})

it('offers nothing where nothing can be done', async () => {
  show({ state: 'never_asked', own: [], fix: [] })
  expect(await screen.findByText(/Nobody has asked yet/)).toBeTruthy()
  expect(screen.queryByRole('button')).toBeNull()
})
