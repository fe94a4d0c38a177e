import { expect, it } from 'vitest'
import type { AgendaEntry } from '../api/shapes'
import { byDay, nextEntry } from './agendadays'

const entry = (id: string, starts: string, ends: string, state = 'scheduled'): AgendaEntry => ({ id, kind: 'meeting', title: {}, starts, ends, state, date: '', night: false, overlap: false })
const late = entry('late', '2026-05-14T16:30:00Z', '2026-05-14T17:00:00Z')
const early = entry('early', '2026-05-14T08:00:00Z', '2026-05-14T08:30:00Z')
const cancelled = entry('cancelled', '2026-05-14T07:00:00Z', '2026-05-14T07:30:00Z', 'cancelled')

it('what runs now is still next, what is cancelled never', () => {
  const agenda = { items: [late, cancelled, early] }
  expect(nextEntry(agenda, Date.parse('2026-05-14T06:00:00Z'))?.id).toBe('early')
  expect(nextEntry(agenda, Date.parse('2026-05-14T08:29:00Z'))?.id).toBe('early')
  expect(nextEntry(agenda, Date.parse('2026-05-14T08:30:00Z'))?.id).toBe('late')
  expect(nextEntry(agenda, Date.parse('2026-05-14T18:00:00Z'))).toBeUndefined()
})

it('an evening in Berlin is tomorrow in Shanghai', () => {
  expect(byDay([late, early], 'Europe/Berlin').map(({ day }) => day)).toEqual(['2026-05-14'])
  expect(byDay([late, early], 'Asia/Shanghai').map(({ day, entries }) => [day, entries[0]?.id])).toEqual([
    ['2026-05-14', 'early'],
    ['2026-05-15', 'late'],
  ])
})
