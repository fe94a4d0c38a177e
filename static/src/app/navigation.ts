import type { ComponentType } from 'react'
import { holds } from '../api/session'
import type { Me } from '../api/shapes'
import { BoardIcon, CalendarIcon, ChatIcon, CheckIcon, CoinsIcon, DocumentIcon, GateIcon, GearIcon, GridIcon, PeopleIcon, PersonIcon, StreetIcon } from '../icons/icons'

export type Place = { to: string; label: string; icon: ComponentType<{ size?: number }>; key: string }

const places = {
  lobby: { to: '/lobby', label: 'nav.lobby', icon: GateIcon, key: 'l' },
  halls: { to: '/halls', label: 'nav.halls', icon: StreetIcon, key: 'h' },
  matches: { to: '/matches', label: 'nav.matches', icon: PeopleIcon, key: 'm' },
  requests: { to: '/requests', label: 'nav.requests', icon: ChatIcon, key: 'r' },
  agenda: { to: '/agenda', label: 'nav.agenda', icon: CalendarIcon, key: 'a' },
  wishes: { to: '/wishes', label: 'wishes.title', icon: CheckIcon, key: 'w' },
  availability: { to: '/availability', label: 'availability.title', icon: CalendarIcon, key: 'v' },
  deals: { to: '/deals', label: 'nav.deals', icon: DocumentIcon, key: 'd' },
  orders: { to: '/orders', label: 'nav.orders', icon: CoinsIcon, key: 'o' },
  duty: { to: '/duty', label: 'nav.duty', icon: PersonIcon, key: 'y' },
  clearing: { to: '/clearing', label: 'nav.clearing', icon: CoinsIcon, key: 'c' },
  work: { to: '/work', label: 'nav.work', icon: CheckIcon, key: 'k' },
  suspense: { to: '/clearing/suspense', label: 'nav.suspense', icon: CoinsIcon, key: 'u' },
  claims: { to: '/clearing/claims', label: 'nav.claims', icon: CoinsIcon, key: 'x' },
  bank: { to: '/bank', label: 'nav.bank', icon: GridIcon, key: 'n' },
  books: { to: '/books', label: 'nav.books', icon: DocumentIcon, key: 's' },
  compliance: { to: '/compliance', label: 'nav.compliance', icon: PeopleIcon, key: 'p' },
  disputes: { to: '/disputes', label: 'nav.disputes', icon: ChatIcon, key: 'i' },
  financing: { to: '/financing', label: 'nav.financing', icon: CoinsIcon, key: 'f' },
  board: { to: '/organizer', label: 'nav.board', icon: BoardIcon, key: 'b' },
  applications: { to: '/organizer/applications', label: 'nav.applications', icon: PeopleIcon, key: 'p' },
  programme: { to: '/organizer/programme', label: 'nav.programme', icon: CalendarIcon, key: 'g' },
  meetings: { to: '/organizer/meetings', label: 'nav.meetings', icon: ChatIcon, key: 'm' },
  schedule: { to: '/organizer/schedule', label: 'nav.schedule', icon: GridIcon, key: 't' },
  noShows: { to: '/organizer/no-shows', label: 'nav.noShows', icon: PersonIcon, key: 'n' },
  meetingSettings: { to: '/organizer/settings', label: 'nav.meetingSettings', icon: GearIcon, key: 's' },
  imports: { to: '/organizer/imports', label: 'nav.imports', icon: DocumentIcon, key: 'i' },
  mails: { to: '/organizer/mails', label: 'nav.mails', icon: DocumentIcon, key: 'e' },
} satisfies Record<string, Place>

const offices = ['clearing_maker', 'clearing_checker', 'compliance', 'arbitrator', 'funder', 'logistics', 'auditor'] as const

/** Where signing in leads: an office to its work, everybody else into the lobby. */
export function homeOf(me: Me): string {
  const first = holds(me, ...offices) && !holds(me, 'organizer') && placesFor(me)[0]
  return first ? first.to : places.lobby.to
}

/** Where a person may go, the most needed first: the phone's bar shows the first five and, behind a sixth tab, the rest. */
export function placesFor(me: Me | undefined): Place[] {
  if (!me?.person) return [places.lobby, places.halls]
  if (holds(me, 'organizer')) {
    return [places.board, places.applications, places.schedule, places.programme, places.meetings, places.mails, places.noShows, places.meetingSettings, places.imports, places.lobby, places.halls]
  }
  if (holds(me, 'clearing_maker', 'clearing_checker')) {
    return [places.clearing, places.bank, places.suspense, places.claims, places.orders, places.books, places.disputes, places.compliance, places.lobby, places.halls]
  }
  if (holds(me, 'compliance')) return [places.work, places.compliance, places.orders, places.books, places.lobby, places.halls]
  if (holds(me, 'arbitrator')) return [places.work, places.disputes, places.lobby, places.halls]
  if (holds(me, 'funder')) return [places.financing, places.work, places.orders, places.lobby, places.halls]
  if (holds(me, 'logistics')) return [places.work, places.orders, places.lobby, places.halls]
  if (holds(me, 'auditor')) return [places.books, places.bank, places.orders, places.suspense, places.claims, places.disputes, places.compliance, places.lobby, places.halls]
  if (holds(me, 'exhibitor')) {
    return [places.duty, places.requests, places.agenda, places.deals, places.orders, places.work, places.matches, places.wishes, places.availability, places.halls, places.lobby]
  }
  return [places.lobby, places.halls, places.matches, places.requests, places.agenda, places.wishes, places.availability, places.deals, places.orders, places.work]
}
