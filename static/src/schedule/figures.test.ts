import { describe, expect, it } from 'vitest'
import { gapOf, histogramOf, loadsOf, median, useOfTables } from './figures'
import { atlasOf } from './layout'
import type { Attendee } from './shapes'

const person = (id: string, exhibits: boolean, min = 0, max = 0): Attendee => ({ id, name: id, org: id, orgName: {}, zone: 'UTC', exhibits, min, max })
const atlas = atlasOf({
  slots: [0, 1, 2].map((hour) => ({ starts: `2026-05-14T0${hour}:00:00Z`, ends: `2026-05-14T0${hour}:30:00Z`, day: '2026-05-14' })),
  people: [person('x1', true, 0, 1), person('x2', true), person('b1', false, 3), person('b2', false)],
  tables: 2,
  meetings: [
    { wish: 'w1', people: ['x1', 'b1'], slot: 0 },
    { wish: 'w2', people: ['x2', 'b2'], slot: 0 },
    { wish: 'w3', people: ['x1', 'b2'], slot: 2 },
  ],
})
const loads = loadsOf(atlas)

describe('the load of people', () => {
  it('has the busiest first and tells who is outside the targets', () => {
    expect(loads.map(({ person: id, meetings, below, above }) => [id, meetings, below, above])).toEqual([
      ['b2', 2, false, false],
      ['x1', 2, false, true],
      ['b1', 1, true, false],
      ['x2', 1, false, false],
    ])
  })
  it('is counted for either side', () => {
    expect(histogramOf(loads)).toEqual([
      { meetings: 0, exhibitors: 0, buyers: 0 },
      { meetings: 1, exhibitors: 1, buyers: 1 },
      { meetings: 2, exhibitors: 1, buyers: 1 },
    ])
    expect(histogramOf([])).toEqual([])
  })
})

it('tables are counted slot by slot', () => {
  expect(useOfTables(atlas)).toEqual([2, 0, 1])
})

it.each([
  ['of an odd number is the middle one', [9, 1, 4], 4],
  ['of an even number lies between two', [4, 1, 9, 5], 4.5],
  ['of nobody is none', [], 0],
])('the median %s', (_, values, middle) => {
  expect(median(values)).toBe(middle)
})

it.each([
  ['proven', 7, 7, 0],
  ['a tenth above the bound', 10, 9, 0.1],
  ['nothing left to be desired', 0, 0, 0],
])('the gap of a level: %s', (_, value, bound, gap) => {
  expect(gapOf({ level: 'night', value, bound, proven: value === bound })).toBeCloseTo(gap)
})
