import type { List, Localized, MeetingRequest, Preference, Suggestion } from '../api/shapes'
import type { Wish } from './shapes'

/** A company as far as this client has met it: on the street, among the suggestions or in a request. */
export type Company = { org: string; name: Localized; booth?: string; country?: string; languages: string[]; zone?: string }

export const levels = ['must', 'want', 'never'] as const
export type Level = (typeof levels)[number]

/** How many companies stand on each level. */
export function counted(wishes: Wish[]): Record<Level, number> {
  const count = (level: Level) => wishes.filter(({ want }) => want === level).length
  return { must: count('must'), want: count('want'), never: count('never') }
}

/** The wishes of one level by name, as the reader's language sorts names. */
export function onLevel(wishes: Wish[], level: Level, name: (org: string) => string, language: string): Wish[] {
  const sorter = new Intl.Collator(language)
  return wishes.filter(({ want }) => want === level).sort((a, b) => sorter.compare(name(a.org), name(b.org)))
}

/** Writes a wish into a list of them; no wish takes it out. */
export function wished(list: List<Wish> | undefined, org: string, want: Preference): List<Wish> | undefined {
  if (!list) return undefined
  const others = list.items.filter((other) => other.org !== org)
  return { ...list, items: want === 'none' ? others : [...others, { org, want }] }
}

/** The same among the suggestions: a company one never wants to meet leaves them at once. */
export function wishedAmong(list: List<Suggestion> | undefined, org: string, want: Preference): List<Suggestion> | undefined {
  if (!list) return undefined
  return { ...list, items: list.items.flatMap((other) => (other.org !== org ? [other] : want === 'never' ? [] : [{ ...other, want }])) }
}

const arranged = new Set(['scheduled', 'lobby_open', 'live', 'completed'])
const underWay = new Set(['pending', 'accepted_unscheduled', 'unplaceable', ...arranged])

/** The request or meeting with each company that says most: what is arranged before what is asked, the newest of equals. */
export function newestWith(requests: MeetingRequest[], own: string): Map<string, MeetingRequest> {
  const found = new Map<string, MeetingRequest>()
  const weight = (request: MeetingRequest) => (arranged.has(request.state) ? 2 : underWay.has(request.state) ? 1 : 0)
  for (const request of requests) {
    const other = request.requester.org === own ? request.invitee.org : request.requester.org
    const before = found.get(other)
    if (!before || weight(request) >= weight(before)) found.set(other, request)
  }
  return found
}

export const isMet = (request: MeetingRequest | undefined) => request !== undefined && arranged.has(request.state)
export const isUnderWay = (request: MeetingRequest | undefined) => request !== undefined && underWay.has(request.state)
