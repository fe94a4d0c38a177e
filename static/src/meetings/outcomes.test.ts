import { describe, expect, it } from 'vitest'
import { complete, draftOf, meetingOf, stillOpen } from './outcomes'

describe('the outcome of a meeting', () => {
  const ends = '2026-05-14T09:00:00Z'

  it('can be said until 48 hours after the end', () => {
    expect(stillOpen(ends, Date.parse('2026-05-16T09:00:00Z'))).toBe(true)
    expect(stillOpen(ends, Date.parse('2026-05-16T09:00:01Z'))).toBe(false)
  })

  it('needs the interest and the next step, not the value or a note', () => {
    expect(complete(draftOf(undefined))).toBe(false)
    expect(complete({ ...draftOf(undefined), interest: 4 })).toBe(false)
    expect(complete({ ...draftOf(undefined), interest: 4, next: 'none' })).toBe(true)
  })

  it('begins with what was said before', () => {
    expect(draftOf({ interest: 2, next: 'rfq', note: 'Masters in June' })).toEqual({ interest: 2, next: 'rfq', value: '', note: 'Masters in June' })
  })
})

it('only the room of a meeting leads to one', () => {
  expect(meetingOf({ id: 'room_mtg_7', kind: 'meeting' })).toBe('mtg_7')
  expect(meetingOf({ id: 'room_bth_7', kind: 'booth' })).toBeUndefined()
})
