import { describe, expect, it } from 'vitest'
import { nextRow, rowsOf, slotsIn, spansOf, wrongRows } from './venueclock'

const zone = 'Asia/Shanghai'
const morning = { day: '2026-05-14', from: '09:00', to: '12:00' }
const span = { from: '2026-05-14T01:00:00.000Z', to: '2026-05-14T04:00:00.000Z' }

describe('the hours of the meetings on the venue’s clock', () => {
  it('become instants and come back', () => {
    expect(spansOf([morning], zone)).toEqual([span])
    expect(rowsOf([span], zone)).toEqual([morning])
  })

  it('reach into the next day when they end before they begin', () => {
    expect(spansOf([{ day: '2026-05-14', from: '22:00', to: '02:00' }], zone)).toEqual([{ from: '2026-05-14T14:00:00.000Z', to: '2026-05-14T18:00:00.000Z' }])
  })

  it('keep their length over the change of the clocks only where the clock says so', () => {
    const [night] = spansOf([{ day: '2026-03-29', from: '01:00', to: '04:00' }], 'Europe/Berlin')
    expect(Date.parse(night?.to ?? '') - Date.parse(night?.from ?? '')).toBe(2 * 3_600_000)
  })

  it('stand in order of time', () => {
    expect(spansOf([{ ...morning, day: '2026-05-15' }, morning], zone).map(({ from }) => from.slice(0, 10))).toEqual(['2026-05-14', '2026-05-15'])
  })

  it('are wrong when they are empty, incomplete or overlap', () => {
    expect(wrongRows([morning, { ...morning, to: '09:00' }, { ...morning, day: '' }], zone)).toEqual([1, 2])
    expect(wrongRows([morning, { ...morning, from: '11:00', to: '13:00' }], zone)).toEqual([0, 1])
    expect(wrongRows([morning, { ...morning, from: '12:00', to: '13:00' }], zone)).toEqual([])
  })

  it('go on with a day like the last one', () => {
    expect(nextRow([morning], '2026-05-01')).toEqual({ ...morning, day: '2026-05-15' })
    expect(nextRow([], '2026-05-01')).toEqual({ day: '2026-05-01', from: '09:00', to: '18:00' })
  })

  it('hold as many slots as fit whole', () => {
    expect(slotsIn([span], 30)).toBe(6)
    expect(slotsIn([span, span], 45)).toBe(8)
    expect(slotsIn([span], 0)).toBe(0)
  })
})
