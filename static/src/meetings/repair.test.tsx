// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { problemFrom } from '../api/problem'
import en from '../i18n/en.json'
import { Repair, type Repairable } from './repair'

const write = vi.hoisted(() => vi.fn())
vi.mock('../api/client', () => ({ write, read: vi.fn() }))

beforeAll(() => i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } }))
beforeEach(() => {
  write.mockReset().mockResolvedValue({})
})
afterEach(cleanup)

const slot = (starts: string) => ({ starts, ends: starts.replace(':00Z', ':30Z') })
const failed: Repairable = {
  id: 'mtg_1',
  state: 'technical_failure',
  v: 7,
  alternatives: [slot('2026-05-14T08:00:00Z'), slot('2026-05-14T09:00:00Z'), slot('2026-05-15T08:00:00Z')],
}

function show(meeting: Repairable) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(['me'], { csrf: '', exhibition: 'exh_1', person: { zone: 'Europe/Berlin' } })
  queries.setQueryData(['exhibition', 'exh_1'], { id: 'exh_1', zone: 'Asia/Shanghai' })
  render(
    <QueryClientProvider client={queries}>
      <Repair meeting={meeting} theirZone="Asia/Shanghai" own="org_1" />
    </QueryClientProvider>,
  )
  return screen.queryAllByRole('button').map((button) => button.textContent)
}

it('offers each alternative on both clocks', () => {
  expect(show(failed)).toEqual(['10:0016:00', '11:0017:00', '10:0016:00'])
  expect(screen.getByText(/you are both free/)).toBeTruthy()
})

it('takes the one that is pressed, in the version that was seen', async () => {
  show(failed)
  fireEvent.click(screen.getAllByRole('button')[1]!)
  await waitFor(() => expect(write).toHaveBeenCalledOnce())
  expect(write).toHaveBeenCalledWith('post', '/api/v1/meetings/{id}/reslot', { path: { id: 'mtg_1' }, body: { starts: '2026-05-14T09:00:00Z' }, version: 7 })
})

it('shows what is free now when somebody was faster', async () => {
  write.mockRejectedValue(problemFrom(409, { code: 'slot_taken', alternatives: [slot('2026-05-16T10:00:00Z')] }))
  show(failed)
  fireEvent.click(screen.getAllByRole('button')[0]!)
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Somebody was faster'))
  expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(['12:0018:00'])
})

it('says so when nothing is left, and nothing of a meeting that did not fail', () => {
  expect(show({ ...failed, alternatives: undefined })).toEqual([])
  expect(screen.getByText(/no common free time/)).toBeTruthy()
  cleanup()
  expect(show({ ...failed, state: 'scheduled' })).toEqual([])
  expect(document.body.textContent).toBe('')
})

const missed: Repairable = { ...failed, state: 'no_show' }

it('asks both sides where somebody did not come, and says what the other one wants', () => {
  show({ ...missed, reslots: [{ org: 'org_2', starts: '2026-05-14T09:00:00Z' }] })
  expect(screen.getByText(/Both sides have to press the same time/)).toBeTruthy()
  expect(screen.getByText(/They would come Thu, May 14, 11:00/)).toBeTruthy()
  expect(screen.queryByText(/You would come/)).toBeNull()
})

it('shows what one has said oneself, and says nothing once no time is left', () => {
  show({ ...missed, reslots: [{ org: 'org_1', starts: '2026-05-14T08:00:00Z' }] })
  expect(screen.getByText(/You would come Thu, May 14, 10:00/)).toBeTruthy()
  expect(screen.getAllByRole('button').filter((button) => button.getAttribute('aria-pressed') === 'true')).toHaveLength(1)
  cleanup()
  show({ ...missed, alternatives: undefined })
  expect(document.body.textContent).toBe('')
})
