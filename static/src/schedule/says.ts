import type { TFunction } from 'i18next'
import { wordsOf } from '../i18n/words'
import { clock, dayName } from '../time/zones'
import type { Atlas } from './layout'
import type { Attendee, Diff, FixStep, Line, Obstacle, Placed } from './shapes'

/** What words about a timetable need: the reader's language, the names in it and the clock of the venue. */
export type Speech = {
  t: TFunction
  language: string
  venue: string
  org: (person: Attendee) => string
  atlas?: Atlas
}

/** "Thu 14 May, 10:00" at the venue. */
export function sayWhen({ venue, language }: Pick<Speech, 'venue' | 'language'>, starts: string): string {
  return `${dayName(starts, venue, language)} ${clock(starts, venue, language)}`
}

export function sayPerson({ org, atlas }: Speech, id: string): string {
  const person = atlas?.people.get(id)
  return person ? `${person.name} (${org(person)})` : id
}

/** The companies of a meeting, as "Taihu Lantern × Nordlicht"; a company that sends two is told once. */
export function sayMeeting({ t, org, atlas }: Speech, people: string[]): string {
  const orgs = people.map((id) => {
    const person = atlas?.people.get(id)
    return person ? org(person) : id
  })
  return [...new Set(orgs)].join(t('schedule.with'))
}

/** What a person, a meeting or anything else that has an id is called; in the reader's language where the timetable knows it. */
function nameOf(speech: Speech, id: string | undefined, told: string | undefined): string {
  if (!id) return told ?? ''
  const meeting = speech.atlas?.meetings.get(id) ?? speech.atlas?.timetable.unmet?.find(({ wish }) => wish === id)
  if (meeting) return sayMeeting(speech, meeting.people)
  return speech.atlas?.people.has(id) ? sayPerson(speech, id) : told || id
}

/** One thing in the way, as a sentence. */
export function sayObstacle(speech: Speech, { code, subject, name, by, byName }: Obstacle): string {
  const who = nameOf(speech, subject, name) || speech.t('schedule.oneOfThem')
  const other = nameOf(speech, by, byName)
  if (code === 'person_busy' && other) return speech.t('schedule.obstacle.busyWith', { name: who, other })
  return speech.t([`schedule.obstacle.${code}`, 'schedule.obstacle.other'], { name: who })
}

/** The same in one word, for a cell of the matrix. */
export function sayShortly({ t }: Speech, code: string): string {
  return t([`schedule.short.${code}`, 'schedule.short.other'])
}

/** A step of a fix, as what will be done. */
export function sayStep(speech: Speech, { kind, subject, name, slot, starts }: FixStep): string {
  const at = starts ?? speech.atlas?.timetable.slots[slot]?.starts
  return speech.t([`schedule.fix.${kind}`, 'schedule.fix.other'], { name: nameOf(speech, subject, name), when: at ? sayWhen(speech, at) : '' })
}

/** What stands in a cell, for the ear and for the line below the matrix. */
export function sayCell(speech: Speech, person: Attendee, slot: number, meeting: Placed | undefined): string {
  const { t, atlas, language } = speech
  const starts = atlas?.timetable.slots[slot]?.starts ?? ''
  const theirs = clock(starts, person.zone, language)
  const times = t(atlas?.night(person.zone, slot) ? 'schedule.cell.timesNight' : 'schedule.cell.times', { when: sayWhen(speech, starts), theirs })
  if (!meeting) return [times, t(atlas?.awake(person.id, slot) ? 'schedule.cell.free' : 'schedule.cell.away')].join(t('list.separator'))
  const words = [
    times,
    sayMeeting(speech, meeting.people),
    meeting.table && t('schedule.table', { table: meeting.table }),
    meeting.interpreter && t('schedule.interpreter', { name: interpreterName(speech, meeting.interpreter) }),
    meeting.frozen && t('schedule.frozen'),
  ]
  return words.filter(Boolean).join(t('list.separator'))
}

export function interpreterName({ atlas }: Speech, id: string): string {
  return atlas?.timetable.interpreters?.find((one) => one.id === id)?.name ?? id
}

export type Told = {
  kind: 'moved' | 'added' | 'removed'
  wish: string
  who: string
  before?: string
  after?: string
  /** What is different where the time is not: another table or interpreter. */
  instead?: string
}

/** A comparison in the order in which it is read: what moves, what is new, what falls away; each by time. */
export function sayDiff(speech: Speech, diff: Diff): Told[] {
  const who = (line: Line) => [...new Set(line.orgNames.map((name) => wordsOf(name, speech.language).text))].join(speech.t('schedule.with'))
  const when = (line: Line) => sayWhen(speech, line.starts)
  const early = (a: Line, b: Line) => Date.parse(a.starts) - Date.parse(b.starts)
  return [
    ...[...(diff.moved ?? [])].sort((a, b) => early(a.to, b.to)).map(({ from, to }): Told => {
      // The time is not told twice where it stays.
      const stays = from.starts === to.starts
      const table = from.table !== to.table && to.table ? speech.t('schedule.diff.table', { table: to.table }) : ''
      const interpreter = from.interpreter !== to.interpreter && to.interpreterName ? speech.t('schedule.diff.interpreter', { name: to.interpreterName }) : ''
      const instead = [table, interpreter].filter(Boolean).join(speech.t('list.separator'))
      return { kind: 'moved', wish: to.wish, who: who(to), before: stays ? undefined : when(from), after: when(to), ...(stays && instead && { instead }) }
    }),
    ...[...(diff.added ?? [])].sort(early).map((line): Told => ({ kind: 'added', wish: line.wish, who: who(line), after: when(line) })),
    ...[...(diff.removed ?? [])].sort(early).map((line): Told => ({ kind: 'removed', wish: line.wish, who: who(line), before: when(line) })),
  ]
}
