import type { components } from './schema'

/**
 * The bodies of the HTTP API by the names this client uses; all of them come from the server's OpenAPI document
 * (`npm run types`). Times are RFC 3339 in UTC, days are ISO dates.
 */
type Schemas = components['schemas']

export type Localized = { [language: string]: string }
export type Money = Schemas['Money']
export type List<T> = { items: T[]; next?: string }

export type Role =
  | 'organizer'
  | 'buyer'
  | 'exhibitor'
  | 'interpreter'
  | 'moderator'
  | 'clearing_maker'
  | 'clearing_checker'
  | 'arbitrator'
  | 'compliance'
  | 'funder'
  | 'logistics'
  | 'auditor'

export type Me = Schemas['AccountsMeBody']
export type Person = Schemas['AccountsPersonBody']
export type Visibility = Person['visibility']
export type Wording = Schemas['AccountsWording']
export type ConsentPage = Schemas['AccountsConsentHistory']
export type ConsentRecord = Schemas['AccountsConsent']
export type SessionRecord = Schemas['AccountsBrowserSession']
export type ApiToken = Schemas['AccountsApiTokenBody']
export type Organization = Schemas['AccountsOrganizationBody']
export type OrganizationState = NonNullable<Organization['state']>
export type Mail = Schemas['NotifyMail']

export const sectors = [
  'film_tv',
  'internet_culture',
  'industrial_design',
  'heritage',
  'digital_production',
  'cultural_tourism',
  'exhibitions',
] as const
export type Sector = (typeof sectors)[number]

export const phases = ['call', 'setup', 'booking', 'matching', 'live', 'after_market', 'closed'] as const
export type Exhibition = Schemas['ExhibitionExhibitionBody']
export type Phase = Exhibition['phase']
export type Hall = Schemas['ExhibitionHallLine']
export type HallPage = Schemas['ExhibitionHallPageBody']
export type BoothSummary = Schemas['ExhibitionBoothSummary']
export type Booth = Schemas['ExhibitionBoothBody']
export type Item = Schemas['ExhibitionItemBody']
export type Question = Schemas['ExhibitionQuestionBody']

export type Session = Schemas['ConferenceSession']
export type Room = Schemas['ConferenceRoomBody']
export type Guest = Schemas['ConferenceGuest']
export type RoomTicket = Omit<Schemas['RoomTicketPassOutBody'], 'iceServers'> & { iceServers: RTCIceServer[] }

export type Taxon = Schemas['MeetingsDomain']
export type Profile = Schemas['MeetingsProfileView']
export type TradeRole = Schemas['SaveProfileProfileInBody']['role']
export type Suggestion = Schemas['MeetingsSuggestion']
export type Preference = 'must' | 'want' | 'never' | 'none'
export type Slot = Schemas['MeetingsSlot']
export type FreeSlot = Schemas['MeetingsFreeSlot']
export type MeetingSide = Schemas['MeetingsSide']
export type MeetingRequest = Schemas['MeetingsView']
export type AgendaEntry = Schemas['MeetingsEntry']

export type Clause = { id: string; title: string; text: string }
export type Line = { item?: string; text: string; quantity: string; unit: string; price: Money; amount: Money }
export type RightsGrant = {
  work: string
  rights: string[]
  territories: string[]
  languages: string[]
  from: string
  to: string
  exclusive: boolean
  holdback?: string
}
export type TermMilestone = { title: string; amount: Money; due: string; deliverable: string; inspectionDays: number; silenceAccepts: boolean }
export type Terms = {
  subject: Localized
  lines: Line[]
  total: Money
  feePaidBy: 'buyer' | 'seller' | 'split'
  incoterm?: string
  place?: string
  hs?: string
  rights?: RightsGrant
  milestones: TermMilestone[]
  validUntil?: string
  clauses: Clause[]
}
export type Offer = { n: number; by: string; person: string; at: string; hash: string; state: string; terms: Terms }
export type Deal = {
  id: string
  state: 'negotiating' | 'agreed' | 'signing' | 'signed' | 'ordered' | 'abandoned' | 'lapsed'
  title: string
  kind: 'good' | 'service' | 'work'
  buyer: { org: string; orgName: Localized }
  seller: { org: string; orgName: Localized }
  room: string
  versions: Offer[]
  current: number
  accepted: { org: string; person: string; hash: string; at: string }[]
  signatures: { org: string; person: string; name: string; hash: string; at: string; consentText: string }[]
  /** What a signer consents to, in the language of the interface. */
  consent: string
  order?: string
  wall: { mine: boolean; shown: boolean }
  v: number
}
export type WallEntry = { title: string; kind: string; buyer: Localized; seller: Localized; signed: string; seal: string }

export type OrganizerBoard = {
  rooms?: { open: number; participants: number }
  people?: { online: number }
  meetings?: Record<string, number>
  acceptanceRate?: number
  keptRate?: number
  deals?: Record<string, number>
  escrow?: Money[]
}

export type Order = Schemas['SettlementOrder']
export type Milestone = Schemas['SettlementMilestone']
export type ClearingTask = Schemas['SettlementTask']
export type Balances = Schemas['SettlementBalances']
