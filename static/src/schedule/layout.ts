import { isNight } from '../time/zones'
import type { Attendee, Placed, TimeSlot, Timetable } from './shapes'

/** A timetable with the ways through it that a board needs; made once for each answer of the server. */
export type Atlas = {
  timetable: Timetable
  people: Map<string, Attendee>
  meetings: Map<string, Placed>
  /** A person's meeting in a slot. */
  met: (person: string, slot: number) => Placed | undefined
  /** Whether a person could meet in a slot, whoever else is busy. */
  awake: (person: string, slot: number) => boolean
  /** Whether a slot lies in the night of a zone. */
  night: (zone: string, slot: number) => boolean
  days: Day[]
}

/** The slots of one day, `from` and `count` in the timetable's list. */
export type Day = { day: string; starts: string; from: number; count: number }

export type Row = { kind: 'side'; key: string; exhibits: boolean; count: number } | { kind: 'person'; key: string; person: Attendee; meetings: number }

export function atlasOf(timetable: Timetable): Atlas {
  const people = new Map(timetable.people.map((person) => [person.id, person]))
  const meetings = new Map(timetable.meetings.map((meeting) => [meeting.wish, meeting]))
  const seats = new Map<string, Map<number, Placed>>()
  for (const meeting of timetable.meetings) {
    for (const person of meeting.people) {
      const seat = seats.get(person) ?? new Map<number, Placed>()
      seats.set(person, seat.set(meeting.slot, meeting))
    }
  }
  const open = new Map(timetable.people.map(({ id, slots }) => [id, new Set(slots ?? [])]))
  const nights = new Map<string, boolean[]>()
  return {
    timetable,
    people,
    meetings,
    met: (person, slot) => seats.get(person)?.get(slot),
    awake: (person, slot) => open.get(person)?.has(slot) ?? false,
    night: (zone, slot) => {
      // The clock of a zone is asked once for all people in it.
      const known = nights.get(zone) ?? timetable.slots.map(({ starts }) => isNight(starts, zone))
      nights.set(zone, known)
      return known[slot] ?? false
    },
    days: daysOf(timetable.slots),
  }
}

function daysOf(slots: TimeSlot[]): Day[] {
  const days: Day[] = []
  slots.forEach(({ day, starts }, index) => {
    const last = days.at(-1)
    if (last?.day === day) last.count++
    else days.push({ day, starts, from: index, count: 1 })
  })
  return days
}

/** The rows of the matrix: those who exhibit, then those who come; by company, then by name; only those who match the search. */
export function rowsOf(atlas: Atlas, search: string, name: (person: Attendee) => string, language: string): Row[] {
  const wanted = search.trim().toLocaleLowerCase(language)
  const counts = new Map<string, number>()
  for (const { people } of atlas.timetable.meetings) for (const person of people) counts.set(person, (counts.get(person) ?? 0) + 1)
  const inOrder = new Intl.Collator(language, { numeric: true })
  const shown = atlas.timetable.people
    .map((person) => ({ person, org: name(person) }))
    .filter(({ person, org }) => `${org} ${person.name}`.toLocaleLowerCase(language).includes(wanted))
    .sort((a, b) => inOrder.compare(a.org, b.org) || inOrder.compare(a.person.name, b.person.name) || (a.person.id < b.person.id ? -1 : 1))
  return [true, false].flatMap((exhibits): Row[] => {
    const side = shown.filter(({ person }) => person.exhibits === exhibits)
    if (side.length === 0) return []
    return [
      { kind: 'side', key: exhibits ? 'side:exhibitors' : 'side:buyers', exhibits, count: side.length },
      ...side.map(({ person }): Row => ({ kind: 'person', key: person.id, person, meetings: counts.get(person.id) ?? 0 })),
    ]
  })
}

/** The other people of a meeting. */
export function others(meeting: Placed, person: string): string[] {
  return meeting.people.filter((one) => one !== person)
}

export type Span = { from: number; to: number } | { gap: number }

/**
 * Which of `count` rows of one height to draw for a scroll position, with gaps for those left out, in order. `keep` is
 * a row that is drawn wherever it is: the one with the focus, or with what is being dragged.
 */
export function windowOf(count: number, height: number, top: number, view: number, spare: number, keep?: number): Span[] {
  const from = Math.max(0, Math.min(count, Math.floor(top / height) - spare))
  const to = Math.max(from, Math.min(count, Math.ceil((top + view) / height) + spare))
  const drawn = [{ from, to }]
  if (keep !== undefined && keep >= 0 && keep < count) {
    if (keep < from) drawn.unshift({ from: keep, to: keep + 1 })
    else if (keep >= to) drawn.push({ from: keep, to: keep + 1 })
  }
  const spans: Span[] = []
  let reached = 0
  for (const span of drawn) {
    if (span.from > reached) spans.push({ gap: span.from - reached })
    if (span.to > span.from) spans.push(span)
    reached = span.to
  }
  if (count > reached) spans.push({ gap: count - reached })
  return spans
}
