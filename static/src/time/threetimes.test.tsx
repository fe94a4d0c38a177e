// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, expect, it } from 'vitest'
import en from '../i18n/en.json'
import { ThreeTimes } from './threetimes'

beforeAll(() => i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } }))
afterEach(cleanup)

function show(at: string, mine: string, theirs: string, venue: string) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(['me'], { csrf: '', exhibition: 'exh_1', person: { zone: mine } })
  queries.setQueryData(['exhibition', 'exh_1'], { id: 'exh_1', zone: venue })
  render(
    <QueryClientProvider client={queries}>
      <ThreeTimes at={at} theirZone={theirs} />
    </QueryClientProvider>,
  )
  return screen.getAllByRole('definition').map((row) => row.textContent?.trim())
}

it('tells the same instant on three clocks and marks the night', () => {
  expect(show('2026-05-14T20:30:00Z', 'Europe/Berlin', 'America/New_York', 'Asia/Shanghai')).toEqual([
    '22:30 Thu, May 14night',
    '16:30 Thu, May 14',
    '04:30 Fri, May 15night',
  ])
})

it('tells a zone once when two of them share it', () => {
  expect(show('2026-05-14T08:00:00Z', 'Europe/Berlin', 'Asia/Shanghai', 'Asia/Shanghai')).toHaveLength(2)
})
