// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { problemFrom } from '../api/problem'
import type { MeetingRequest } from '../api/shapes'
import en from '../i18n/en.json'
import { Answer } from './answer'
import type { Representative, SchedulingMode } from './shapes'

const { read, write } = vi.hoisted(() => ({ read: vi.fn(), write: vi.fn() }))
vi.mock('../api/client', () => ({ read, write }))

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

const slot = (starts: string) => ({ starts, ends: starts, requester: '', invitee: '', night: false })
const request = {
  id: 'mtg_1',
  state: 'pending',
  slots: [slot('2026-05-14T08:00:00Z'), slot('2026-05-14T09:00:00Z')],
  v: 4,
} as MeetingRequest
const other = { org: 'org_2', orgName: {}, person: '', personName: '', zone: 'Asia/Shanghai' }
const wei: Representative = { person: 'per_wei', name: 'Wei An', languages: ['zh'], load: 4, free: false, reason: 'busy' }
const qian: Representative = { person: 'per_qian', name: 'Qian', languages: ['de'], load: 1, free: true, reason: '' }

function show(people: Representative[], schedulingMode: SchedulingMode = 'participants') {
  read.mockResolvedValue({ items: people })
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(['me'], { csrf: '', exhibition: 'exh_1', person: { zone: 'Europe/Berlin' } })
  queries.setQueryData(['exhibition', 'exh_1'], { id: 'exh_1', zone: 'Asia/Shanghai' })
  queries.setQueryData(['meeting-settings', 'exh_1'], { schedulingMode })
  render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <Answer request={request} other={other} myTurn sent={false} />
      </QueryClientProvider>
    </MantineProvider>,
  )
}

const accept = () => fireEvent.click(screen.getByRole('button', { name: 'Accept' }))
const sent = () => write.mock.calls[0]?.[2] as { body: object; version: number }

it('greys a colleague who is busy, with the reason', async () => {
  show([wei, qian])
  const busy = await screen.findByRole<HTMLInputElement>('radio', { name: /Wei An/ })
  expect(busy.disabled).toBe(true)
  expect(busy.closest('label')?.textContent).toContain('busy at that time')
})

it('accepts the chosen time with the chosen colleague, in the version that was seen', async () => {
  show([wei, qian])
  fireEvent.click(await screen.findByRole('radio', { name: /Qian/ }))
  fireEvent.click(screen.getAllByRole('radio')[1]!)
  accept()
  await waitFor(() => expect(write).toHaveBeenCalledOnce())
  expect(sent()).toMatchObject({ body: { starts: '2026-05-14T09:00:00Z', person: 'per_qian' }, version: 4 })
})

it('leaves the choice to the fair when nobody is chosen, and asks nothing of a company of one', async () => {
  show([qian])
  await waitFor(() => expect(read).toHaveBeenCalled())
  expect(screen.queryByText('Who goes?')).toBeNull()
  accept()
  await waitFor(() => expect(write).toHaveBeenCalledOnce())
  expect(sent().body).toEqual({ starts: '2026-05-14T08:00:00Z' })
})

it('needs no time where the organizers set it', async () => {
  show([qian], 'organizer')
  expect(screen.getByText(/The organizers set the time/)).toBeTruthy()
  accept()
  await waitFor(() => expect(write).toHaveBeenCalledOnce())
  expect(sent().body).toEqual({})
})

it('offers what has a table when all tables of that time are taken', async () => {
  write.mockRejectedValueOnce(problemFrom(409, { code: 'tables_full', alternatives: [slot('2026-05-15T10:00:00Z')] }))
  show([qian])
  accept()
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('All tables are taken'))
  fireEvent.click(screen.getByRole('button', { name: /12:00/ }))
  await waitFor(() => expect(write).toHaveBeenCalledTimes(2))
  expect((write.mock.calls[1]?.[2] as { body: object }).body).toEqual({ starts: '2026-05-15T10:00:00Z' })
})
