import { describe, expect, it } from 'vitest'
import { clock, dayIn, instantOf, isNight, localHour, offsetMinutes, relative } from './zones'

describe('the offset of a zone', () => {
  it.each([
    ['Berlin before the clocks go forward', '2026-03-29T00:59:59Z', 'Europe/Berlin', 60],
    ['Berlin after the clocks went forward', '2026-03-29T01:00:00Z', 'Europe/Berlin', 120],
    ['Sydney before the clocks go back', '2026-04-04T15:59:59Z', 'Australia/Sydney', 660],
    ['Sydney after the clocks went back', '2026-04-04T16:00:00Z', 'Australia/Sydney', 600],
    ['Santiago in its summer', '2026-01-15T12:00:00Z', 'America/Santiago', -180],
    ['Santiago in its winter', '2026-07-15T12:00:00Z', 'America/Santiago', -240],
    ['Shanghai knows no daylight saving', '2026-07-15T12:00:00Z', 'Asia/Shanghai', 480],
    ['Kathmandu is off the hour', '2026-07-15T12:00:00Z', 'Asia/Kathmandu', 345],
  ])('%s', (_, at, zone, minutes) => {
    expect(offsetMinutes(at, zone)).toBe(minutes)
  })
})

describe('the instant of a wall clock', () => {
  it.each([
    ['an ordinary afternoon in Berlin', '2026-05-14', '14:30', 'Europe/Berlin', '2026-05-14T12:30:00.000Z'],
    ['a time that Berlin skips moves forward', '2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['a time that Berlin repeats is the first', '2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['a time that Sydney repeats is the first', '2026-04-05', '02:30', 'Australia/Sydney', '2026-04-04T15:30:00.000Z'],
    ['a time that Sydney skips moves forward', '2026-10-04', '02:30', 'Australia/Sydney', '2026-10-03T16:30:00.000Z'],
    ['midnight in Shanghai', '2026-05-14', '00:00', 'Asia/Shanghai', '2026-05-13T16:00:00.000Z'],
  ])('%s', (_, day, time, zone, instant) => {
    expect(instantOf(day, time, zone).toISOString()).toBe(instant)
  })

  it('comes back to the same wall clock for every hour of a year', () => {
    for (const zone of ['Europe/Berlin', 'Australia/Sydney', 'Asia/Shanghai', 'America/Santiago']) {
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 3_600_000 * 13) {
        const again = instantOf(dayIn(at, zone), clock(at, zone, 'en-GB'), zone).getTime()
        expect([at, at - 3_600_000, at - 1_800_000]).toContain(again)
      }
    }
  })
})

it('a day belongs to the zone', () => {
  expect(dayIn('2026-05-14T16:30:00Z', 'Asia/Shanghai')).toBe('2026-05-15')
  expect(dayIn('2026-05-14T16:30:00Z', 'Europe/Berlin')).toBe('2026-05-14')
})

it('night is 22:00 to 07:00 where the person is', () => {
  expect(isNight('2026-05-14T20:00:00Z', 'Europe/Berlin')).toBe(true)
  expect(isNight('2026-05-14T05:00:00Z', 'Europe/Berlin')).toBe(false)
  expect(localHour('2026-05-14T20:00:00Z', 'Asia/Shanghai')).toBe(4)
})

it('tells how long until, in the language of the reader', () => {
  expect(relative('2026-05-14T12:12:00Z', '2026-05-14T12:00:00Z', 'en')).toBe('in 12 minutes')
  expect(relative('2026-05-14T15:10:00Z', '2026-05-14T12:00:00Z', 'zh-Hans')).toBe('3小时后')
  expect(relative('2026-05-14T12:00:20Z', '2026-05-14T12:00:00Z', 'en')).toBe('this minute')
})
