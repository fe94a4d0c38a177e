import type { Span } from '../meetings/shapes'
import { clock, dayIn, instantOf } from '../time/zones'

/** A time of day at the venue, from one clock face to another; an end before its beginning lies on the next day. */
export type Row = { day: string; from: string; to: string }

const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

export function rowsOf(spans: Span[], zone: string): Row[] {
  return spans.map(({ from, to }) => ({ day: dayIn(from, zone), from: clock(from, zone, 'en-GB'), to: clock(to, zone, 'en-GB') }))
}

export function spansOf(rows: Row[], zone: string): Span[] {
  return rows
    .map(({ day, from, to }) => ({ from: instantOf(day, from, zone).toISOString(), to: instantOf(to > from ? day : dayAfter(day), to, zone).toISOString() }))
    .sort((a, b) => a.from.localeCompare(b.from))
}

/** The rows that cannot be kept: something is missing, nothing lies between, or two overlap. */
export function wrongRows(rows: Row[], zone: string): number[] {
  const complete = rows.map(({ day, from, to }) => day !== '' && from !== '' && to !== '' && from !== to)
  const spans = rows.map((row, index) => (complete[index] ? spansOf([row], zone)[0] : undefined))
  return rows.flatMap((_, index) => {
    const own = spans[index]
    const crossed = own && spans.some((other, at) => other && at !== index && own.from < other.to && other.from < own.to)
    return !own || crossed ? [index] : []
  })
}

/** One more day like the last one. */
export function nextRow(rows: Row[], first: string): Row {
  const last = rows.at(-1)
  return last ? { ...last, day: last.day ? dayAfter(last.day) : first } : { day: first, from: '09:00', to: '18:00' }
}

/** How many slots of a length lie in the spans. */
export function slotsIn(spans: Span[], minutes: number): number {
  return minutes > 0 ? spans.reduce((sum, { from, to }) => sum + Math.floor((Date.parse(to) - Date.parse(from)) / 60_000 / minutes), 0) : 0
}
