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
export type ApplicationState = Schemas['AccountsApplicationState']
export type Notice = Schemas['NotifyNotice']
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
export type MeetingRequest = Schemas['MeetingsView']
export type AgendaEntry = Schemas['MeetingsEntry']

export type Deal = Schemas['DealsView']
export type Offer = Schemas['DealsOffer']
export type Terms = Schemas['DealsTerms']
export type WallEntry = Schemas['DealsPosting']
export type OrganizerBoard = Schemas['InsightBoard']

export type Order = Schemas['SettlementOrder']
export type Milestone = Schemas['SettlementMilestone']
export type Dispute = Schemas['SettlementDispute']
export type DisputeReason = Schemas['SettlementReason']
export type OrderDocument = Schemas['SettlementDocument']
export type Balances = Schemas['SettlementBalances']
export type Balance = Schemas['SettlementBalance']
export type Payout = Schemas['SettlementPayout']
