import { describe, expect, it } from 'vitest'
import type { OwnSlot, SlotState } from './shapes'
import { ahead, gridOf, ownTimes, stateOf, step, turn, turned, type ByHand } from './slotgrid'

const slot = (starts: string, free: SlotState = 'open'): OwnSlot => ({ starts, ends: starts, mine: '', free })
const nothing: ByHand = { open: [], closed: [] }
const at = '2026-05-14T08:00:00Z'

describe('the slots of a fair on one’s own clock', () => {
  it('has the days side by side and every time once', () => {
    const grid = gridOf([slot('2026-05-14T01:00:00Z'), slot('2026-05-14T01:30:00Z'), slot('2026-05-15T01:30:00Z')], 'Europe/Berlin')
    expect(grid.days).toEqual(['2026-05-14', '2026-05-15'])
    expect(grid.times).toEqual(['03:00', '03:30'])
    expect(grid.at('2026-05-15', '03:00')).toBeUndefined()
    expect(grid.at('2026-05-15', '03:30')?.starts).toBe('2026-05-15T01:30:00Z')
  })

  it('breaks the fair’s day where the reader’s midnight is', () => {
    const grid = gridOf([slot('2026-05-14T03:30:00Z'), slot('2026-05-14T04:00:00Z')], 'America/New_York')
    expect(grid.days).toEqual(['2026-05-13', '2026-05-14'])
    expect(grid.times).toEqual(['00:00', '23:30'])
  })

  it('has the times outside the hours of every day apart from the others', () => {
    const grid = gridOf([slot('2026-05-14T01:00:00Z', 'night'), slot('2026-05-14T01:30:00Z', 'night'), slot('2026-05-15T01:30:00Z', 'open')], 'Europe/Berlin')
    expect(ownTimes(grid)).toEqual(['03:30'])
  })

  it('leaves out what is over', () => {
    const slots = [slot('2026-05-14T01:00:00Z'), slot('2026-05-14T01:30:00Z')]
    expect(ahead(slots, Date.parse('2026-05-14T01:00:00Z'))).toEqual([slots[1]])
  })

  it('keeps the first of two times that a clock shows twice', () => {
    const grid = gridOf([slot('2026-10-25T00:30:00Z'), slot('2026-10-25T01:30:00Z')], 'Europe/Berlin')
    expect(grid.at('2026-10-25', '02:30')?.starts).toBe('2026-10-25T00:30:00Z')
  })
})

describe('a press on a slot', () => {
  it.each<[string, SlotState, ByHand, SlotState, SlotState]>([
    ['closes what lies within the hours, and takes it back', 'hours', nothing, 'closed', 'hours'],
    ['opens what lies outside the hours, and takes it back', 'night', nothing, 'open', 'night'],
    ['opens what the own calendar fills, and takes it back', 'busy', nothing, 'open', 'busy'],
    ['takes back what was closed by hand before, and closes it again', 'closed', { open: [], closed: [at] }, 'hours', 'closed'],
    ['takes back what was opened by hand before, and opens it again', 'open', { open: [at], closed: [] }, 'night', 'open'],
    ['changes nothing where a meeting stands', 'meeting', nothing, 'meeting', 'meeting'],
  ])('%s', (_, free, saved, once, twice) => {
    const one = slot(at, free)
    const first = turn(one, saved)
    expect(stateOf(one, first)).toBe(once)
    const second = turn(one, first)
    expect(stateOf(one, second)).toBe(twice)
    expect(turned(saved, second)).toBe(0)
  })

  it('counts each slot that is turned once, however its time is written', () => {
    expect(turned(nothing, { open: [at], closed: ['2026-05-14T09:00:00Z'] })).toBe(2)
    expect(turned({ open: ['2026-05-14T08:00:00.000Z'], closed: [] }, { open: [at], closed: [] })).toBe(0)
  })
})

describe('the arrow keys', () => {
  it.each([
    ['go down', 'ArrowDown', false, { row: 2, column: 1 }],
    ['go to the right', 'ArrowRight', false, { row: 1, column: 2 }],
    ['go to the left where the days run to the left', 'ArrowRight', true, { row: 1, column: 0 }],
    ['go to the first day', 'Home', false, { row: 1, column: 0 }],
    ['go to the last time', 'PageDown', false, { row: 3, column: 1 }],
    ['leave every other key alone', 'Enter', false, undefined],
  ])('%s', (_, key, rightToLeft, to) => {
    expect(step({ row: 1, column: 1 }, key, 4, 3, rightToLeft)).toEqual(to)
  })

  it('stop at the edge', () => {
    expect(step({ row: 0, column: 0 }, 'ArrowUp', 4, 3, false)).toBeUndefined()
    expect(step({ row: 3, column: 2 }, 'ArrowRight', 4, 3, false)).toBeUndefined()
  })
})
