import { describe, expect, it } from 'vitest'
import { atlasOf, others, rowsOf, windowOf } from './layout'
import type { Attendee, Timetable } from './shapes'

const person = (id: string, exhibits: boolean, org: string, zone: string, slots: number[]): Attendee => ({ id, name: `Name of ${id}`, org: `org_${id}`, orgName: { en: org }, zone, exhibits, slots })
const slot = (starts: string, day: string) => ({ starts, ends: new Date(Date.parse(starts) + 1_800_000).toISOString(), day })

const timetable: Timetable = {
  slots: [slot('2026-05-14T01:00:00Z', '2026-05-14'), slot('2026-05-14T01:30:00Z', '2026-05-14'), slot('2026-05-15T07:00:00Z', '2026-05-15')],
  people: [person('b2', false, 'Nordlicht', 'Europe/Berlin', [2]), person('x1', true, 'Taihu', 'Asia/Shanghai', [0, 1, 2]), person('b1', false, 'Atlas', 'Europe/Berlin', [1, 2])],
  tables: 3,
  meetings: [
    { wish: 'w1', people: ['x1', 'b1'], slot: 1 },
    { wish: 'w2', people: ['x1', 'b2'], slot: 2 },
  ],
}
const atlas = atlasOf(timetable)
const english = (one: Attendee) => one.orgName.en ?? ''

describe('the atlas of a timetable', () => {
  it('knows whom a person meets in a slot', () => {
    expect(atlas.met('x1', 1)?.wish).toBe('w1')
    expect(atlas.met('b2', 1)).toBeUndefined()
    expect(others({ wish: 'w1', people: ['x1', 'b1'], slot: 1 }, 'x1')).toEqual(['b1'])
  })
  it('knows who could come, and whose night it is', () => {
    expect([atlas.awake('b2', 0), atlas.awake('b2', 2), atlas.awake('nobody', 0)]).toEqual([false, true, false])
    expect([atlas.night('Europe/Berlin', 0), atlas.night('Europe/Berlin', 2), atlas.night('Asia/Shanghai', 0)]).toEqual([true, false, false])
  })
  it('has the days with their slots', () => {
    expect(atlas.days.map(({ day, from, count }) => [day, from, count])).toEqual([['2026-05-14', 0, 2], ['2026-05-15', 2, 1]])
  })
})

describe('the rows', () => {
  it.each([
    ['stand by side and then by company', '', ['side:exhibitors', 'x1', 'side:buyers', 'b1', 'b2']],
    ['are found by company, whatever the case', 'NORD', ['side:buyers', 'b2']],
    ['are found by the name of a person', 'of x1', ['side:exhibitors', 'x1']],
    ['are none where nobody matches', 'nobody', []],
  ])('%s', (_, search, keys) => {
    expect(rowsOf(atlas, search, english, 'en').map(({ key }) => key)).toEqual(keys)
  })
  it('count a person’s meetings', () => {
    expect(rowsOf(atlas, '', english, 'en').flatMap((row) => (row.kind === 'person' ? [row.meetings] : []))).toEqual([2, 1, 1])
  })
})

describe('the window', () => {
  it.each([
    ['of a short list is all of it', [5, 40, 0, 400, 2], [{ from: 0, to: 5 }]],
    ['at the top leaves a gap below', [100, 40, 0, 400, 2], [{ from: 0, to: 12 }, { gap: 88 }]],
    ['in the middle has a gap on either side', [100, 40, 2_000, 400, 2], [{ gap: 48 }, { from: 48, to: 62 }, { gap: 38 }]],
    ['at the end leaves a gap above', [100, 40, 3_600, 400, 2], [{ gap: 88 }, { from: 88, to: 100 }]],
    ['keeps a row above it', [100, 40, 2_000, 400, 2, 3], [{ gap: 3 }, { from: 3, to: 4 }, { gap: 44 }, { from: 48, to: 62 }, { gap: 38 }]],
    ['keeps a row below it', [100, 40, 0, 400, 2, 99], [{ from: 0, to: 12 }, { gap: 87 }, { from: 99, to: 100 }]],
    ['keeps nothing twice', [100, 40, 0, 400, 2, 4], [{ from: 0, to: 12 }, { gap: 88 }]],
    ['of nothing is nothing', [0, 40, 0, 400, 2, 4], []],
  ] as [string, [number, number, number, number, number, number?], unknown][])('%s', (_, input, spans) => {
    expect(windowOf(...input)).toEqual(spans)
  })
  it('draws and leaves out as many rows as there are, wherever one scrolls', () => {
    for (let top = 0; top < 6_000; top += 37) {
      for (const keep of [undefined, 0, 60, 129]) {
        const spans = windowOf(130, 44, top, 600, 4, keep)
        expect(spans.reduce((sum, span) => sum + ('gap' in span ? span.gap : span.to - span.from), 0)).toBe(130)
      }
    }
  })
})
