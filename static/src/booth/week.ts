import type { Booth } from '../api/shapes'

type Hours = Booth['hours'][number]
/** The openings of one weekday on the booth's wall clock. */
export type Day = { from: string; to: string }[]

/** Seven days, Monday first. A clock face has no 24:00: the day's end is shown as 00:00. */
export function daysOf(hours: Hours[]): Day[] {
  return Array.from({ length: 7 }, (_, index) =>
    hours
      .filter(({ weekday }) => weekday === index + 1)
      .map(({ from, to }) => ({ from, to: to === '24:00' ? '00:00' : to }))
      .sort((a, b) => a.from.localeCompare(b.from)),
  )
}

export function hoursOf(days: Day[]): Hours[] {
  return days.flatMap((spans, index) => spans.map(({ from, to }) => ({ weekday: index + 1, from, to: to === '00:00' ? '24:00' : to })))
}
