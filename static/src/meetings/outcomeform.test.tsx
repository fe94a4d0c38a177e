// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { MeetingRequest } from '../api/shapes'
import en from '../i18n/en.json'
import { OutcomeForm } from './outcomeform'

const write = vi.hoisted(() => vi.fn())
vi.mock('../api/client', () => ({ write, read: vi.fn() }))

beforeAll(async () => {
  configure({ asyncUtilTimeout: 5_000 })
  await i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } })
  window.matchMedia = ((query: string) => ({ matches: false, media: query, addEventListener() {}, removeEventListener() {} })) as unknown as typeof window.matchMedia
})
beforeEach(() => {
  write.mockReset().mockResolvedValue({})
})
afterEach(cleanup)

const meeting = { id: 'mtg_1', v: 9 } as MeetingRequest

function show(of: MeetingRequest, closed = false) {
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <OutcomeForm meeting={of} closed={closed} />
      </QueryClientProvider>
    </MantineProvider>,
  )
}

it('has five degrees of interest of which one is chosen, each with its words', () => {
  show(meeting)
  const degrees = screen.getAllByRole<HTMLInputElement>('radio', { name: /of 5/ })
  expect(degrees).toHaveLength(5)
  fireEvent.click(degrees[3]!)
  fireEvent.click(degrees[1]!)
  expect(degrees.map(({ checked }) => checked)).toEqual([false, true, false, false, false])
  expect(degrees[4]?.closest('label')?.textContent).toContain('we will do business')
})

it('is sent after two presses, in the version that was seen, without what was not said', async () => {
  show(meeting)
  const done = screen.getByRole<HTMLButtonElement>('button', { name: 'Done' })
  expect(done.disabled).toBe(true)
  fireEvent.click(screen.getByRole('radio', { name: /4 of 5/ }))
  fireEvent.click(screen.getByRole('radio', { name: /sample/ }))
  fireEvent.click(done)
  await waitFor(() => expect(write).toHaveBeenCalledOnce())
  expect(write).toHaveBeenCalledWith('put', '/api/v1/meetings/{id}/outcome', { path: { id: 'mtg_1' }, body: { interest: 4, next: 'sample' }, version: 9 })
})

it('shows what was said, and takes nothing more once it is too late', () => {
  show({ ...meeting, outcome: { org: 'org_1', person: 'per_1', at: '2026-05-14T09:00:00Z', interest: 3, next: 'rfq', note: 'Masters in June' } }, true)
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('Masters in June')
  expect(screen.queryByRole('button')).toBeNull()
})
