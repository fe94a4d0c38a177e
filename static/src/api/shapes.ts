/** The bodies of the HTTP API as the pages read them. Times are RFC 3339 in UTC, days are ISO dates. */

export type Localized = Partial<Record<'en' | 'zh-Hans' | 'ar', string>>
export type Money = { amount: string; currency: string }
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

export type Grant = { role: Role | string; exhibition?: string }
export type Visibility = 'hidden' | 'exhibitors' | 'all'
export type Person = {
  id: string
  name: string
  email: string
  lang: string
  zone: string
  org?: string
  languages?: string[]
  visibility?: Visibility
  v: number
}
export type Me = {
  person?: Person
  organization?: { id: string; name: Localized; country: string }
  grants?: Grant[]
  consents?: { terms?: Agreed; crossBorder?: Agreed }
  csrf: string
  exhibition?: string
}
export type Agreed = { given: boolean; at: string; version: string }
export type Wording = {
  kind: 'terms' | 'cross-border'
  version: string
  text: Localized
  recipient?: { name: Localized; contact: string; country: string }
  purpose?: Localized
  categories?: Localized[]
  rights: Localized
}
export type ConsentPage = { wordings: Wording[]; history: ConsentRecord[] }
export type ConsentRecord = {
  kind: 'terms' | 'cross-border'
  given: boolean
  at: string
  version: string
}
export type SessionRecord = { id: string; agent: string; created: string; seen: string; current: boolean }
export type ApiToken = { id: string; name: string; created: string; used?: string }

export type OrganizationState = 'applied' | 'approved' | 'rejected' | 'suspended'
export type Organization = {
  id: string
  name: Localized
  country: string
  kind: 'company' | 'creator'
  sector?: Sector
  state: OrganizationState
  reason?: string
  participations?: { exhibition: string; as: Role | string }[]
  contact?: { name: string; email: string; lang: string; zone: string }
  applied?: string
  v: number
}
export type Mail = { id: string; to: string; subject: string; state: string; at: string; text?: string }

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
export type Phase = (typeof phases)[number]

export type Exhibition = {
  id: string
  name: Localized
  zone: string
  phase: Phase
  phases?: { phase: Phase; from: string; to: string }[]
  starts: string
  ends: string
  v: number
}
export type Hall = { id: string; name: Localized; theme?: Localized | string; sector?: Sector; number?: string; booths: number; onDuty: number }
export type OnDuty = { person: string; name: string; languages: string[] }
export type BoothSummary = {
  id: string
  hall?: string
  number: string
  org: string
  orgName: Localized
  sector: Sector
  park?: Localized
  country: string
  tagline: Localized
  languages: string[]
  onDuty: OnDuty[]
  open: boolean
  opens?: string
  closes?: string
  zone: string
  items: number
  facade: { sector: Sector; seed: string }
}
export type HallPage = Omit<Hall, 'booths'> & { booths: BoothSummary[] }
export type Item = {
  id: string
  kind: 'good' | 'service' | 'work'
  name: Localized
  text: Localized
  picture?: string
  price?: Money | null
  moq?: number
  unit?: string
  incoterm?: string
  place?: string
  leadTimeDays?: number
  hs?: string
  rights?: { territories: string[]; languages: string[]; windows: string[] }
  isNew: boolean
  v: number
}
export type Booth = Omit<BoothSummary, 'items'> & {
  text: Localized
  hours: { weekday: number; from: string; to: string }[]
  nextOpen: { from: string; to: string }[]
  items: Item[]
  staff: { person: string; name: string; languages: string[]; onDuty: boolean }[]
  room?: string
  v: number
}
export type Question = { id: string; text: string; askedBy?: string; at: string; promised?: string; answer?: string; v?: number }

export type Session = {
  id: string
  title: Localized
  abstract?: Localized
  speakers?: (string | { name: string; org?: string })[]
  room?: string
  starts: string
  ends: string
  languages?: string[]
  state: string
}

export type RoomKind = 'stage' | 'breakout' | 'meeting' | 'booth' | 'deal'
export type Room = {
  id: string
  kind: RoomKind
  name: Localized
  state: 'closed' | 'lobby' | 'open' | 'ended'
  opens?: string
  starts?: string
  ends?: string
  participants: number
  may: { join: boolean; publish: string[]; moderate: boolean }
  deal?: string
  meeting?: string
  booth?: string
  v: number
}
export type RoomTicket = {
  ticket: string
  token: string
  url: string
  iceServers: RTCIceServer[]
  participant: string
}

export type Taxon = { id: string; label: Localized; children?: { id: string; label: Localized }[] }
export type TradeRole = 'buy' | 'license' | 'coproduce' | 'invest' | 'sell'
export type Profile = {
  needs: string[]
  offers: string[]
  role: TradeRole
  territories: string[]
  languages: string[]
  budget?: string
  hours?: { zone: string; from: string; to: string }
  v?: number
}
export type Suggestion = {
  org: string
  booth?: string
  orgName: Localized
  country: string
  sector?: Sector
  languages: string[]
  score: number
  reasons: { code: string; text?: Localized; en?: string; 'zh-Hans'?: string }[]
  freeSlots: number
}
export type Preference = 'must' | 'want' | 'never' | 'none'
export type Slot = { starts: string; ends: string }
export type FreeSlot = Slot & { mine?: string; theirs?: string; night?: boolean }
export type RequestState =
  | 'draft'
  | 'pending'
  | 'accepted'
  | 'declined'
  | 'withdrawn'
  | 'expired'
  | 'superseded'
  | 'accepted_unscheduled'
  | 'scheduled'
  | 'lobby_open'
  | 'live'
  | 'completed'
  | 'cancelled'
  | 'no_show'
  | 'technical_failure'
export type MeetingSide = { org: string; person?: string; personName?: string; orgName: Localized; zone: string }
export type MeetingRequest = {
  id: string
  state: RequestState
  exhibition: string
  round: number
  awaiting?: string
  requester: MeetingSide
  invitee: MeetingSide
  reason: string
  language: string
  slots: Slot[]
  history: { at: string; by: string; action: string; slots?: Slot[]; reason?: string }[]
  starts?: string
  ends?: string
  room?: string
  expires?: string
  v: number
}
export type AgendaEntry = {
  id: string
  kind: 'meeting' | 'session'
  title: Localized
  starts: string
  ends: string
  state?: string
  room?: string
  with?: MeetingSide
  v?: number
}

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
export type TermMilestone = {
  title: string
  amount: Money
  due: string
  deliverable: string
  inspectionDays: number
  silenceAccepts: boolean
}
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
export type Offer = { n: number; by: string; at: string; hash: string; state: string; terms: Terms }
export type DealState = 'negotiating' | 'agreed' | 'signing' | 'signed' | 'ordered' | 'abandoned' | 'lapsed'
export type Deal = {
  id: string
  state: DealState
  title: string
  kind: 'good' | 'service' | 'work'
  buyer: { org: string; orgName: Localized; zone?: string }
  seller: { org: string; orgName: Localized; zone?: string }
  room?: string
  versions: Offer[]
  current: number
  accepted: { org: string; hash: string; at: string }[]
  signatures: { org: string; person: string; name: string; hash: string; at: string; consentText: string }[]
  order?: string
  v: number
}
export type Redline = { path: string; kind: 'added' | 'removed' | 'changed'; before?: unknown; after?: unknown }

export type Milestone = { id: string; title: string; amount: Money; state: string; due?: string; inspectionEnds?: string }
export type Order = {
  id: string
  deal?: string
  state: string
  buyer: { org: string; orgName: Localized }
  seller: { org: string; orgName: Localized }
  currency: string
  total: Money
  fee?: { paidBy?: string; amount?: Money }
  milestones: Milestone[]
  totals: { funded: Money; held: Money; released: Money; refunded: Money; fees: Money }
  timeline: { seq: number; at: string; type: string; actor?: string; amount?: Money }[]
  asOf: number
  v: number
  sandbox: boolean
}
export type ClearingTask = {
  id: string
  kind: string
  order?: string
  milestone?: string
  payout?: string
  amount: Money
  due?: string
  aboveLimit?: boolean
  as: 'maker' | 'checker'
  maker?: string
  v?: number
}
export type Balance = { currency: string; available: Money; held: Money }
export type Payout = { id: string; amount: Money; state: string; at: string }

export type Notice = { id: string; type: string; title?: Localized; text?: Localized; at: string; read: boolean; link?: string }
export type OrganizerBoard = {
  rooms?: { open: number; participants: number }
  people?: { registered?: number; online: number }
  meetings?: Record<string, number>
  acceptanceRate?: number
  keptRate?: number
  deals?: Record<string, number>
  escrow?: Money[] | { held?: Money; released?: Money }[]
}
