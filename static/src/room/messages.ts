/** The messages of rooms/SIGNALLING.md, version 1, as this client sends and reads them. */

export type Source = 'microphone' | 'camera' | 'screen' | 'screenAudio'
export type Permissions = { publish: ('audio' | 'video' | 'screen')[]; subscribe: boolean; data: boolean; moderate: boolean; interpret: boolean; record: boolean }
export type Participant = {
  id: string
  name: string
  organization?: string
  language?: string
  joined: string
  connected: boolean
  permissions: Permissions
  synthetic?: boolean
}
export type Track = { id: string; participant: string; source: Source; codec?: string; hint?: string; muted: boolean }
export type Hand = { participant: string; language?: string; raised: string }
export type ChatLine = { id: string; clientId?: string; participant: string; name: string; text: string; language?: string; at: string }
export type SectionTrack = { mid: string; track: string; participant: string; source: Source; hint?: string }
export type Which = 'publish' | 'subscribe'

export type Joined = {
  type: 'joined'
  version: number
  room: string
  epoch: string
  offset: number
  self: Participant
  participants: Participant[]
  tracks: Track[]
  hands: Hand[]
  iceServers?: RTCIceServer[]
  graceSeconds: number
  resumed: boolean
}

export type ClosedReason = 'left' | 'replaced' | 'removed' | 'closed' | 'slow' | 'shutdown'

/** What changes the picture of the room; the numbered ones carry an offset. */
export type RoomEvent =
  | Joined
  | { type: 'participantJoined'; offset: number; participant: Participant }
  | { type: 'participantChanged'; offset: number; participant: Participant }
  | { type: 'participantLeft'; offset: number; participant: string; reason: string }
  | { type: 'trackAdded'; offset: number; track: Track }
  | { type: 'trackChanged'; offset: number; track: Track; by?: string }
  | { type: 'trackRemoved'; offset: number; track: string; participant: string }
  | { type: 'hands'; offset: number; hands: Hand[] }
  | { type: 'announced'; offset: number; event: string; data: Record<string, string>; at: string }
  | ({ type: 'chat'; offset: number } & ChatLine)
  | { type: 'speakers'; speakers: { participant: string; level: number }[] }

export type ServerMessage =
  | RoomEvent
  | { type: 'resumed'; epoch: string; offset: number; missed: number }
  | { type: 'closed'; reason: ClosedReason; detail?: string }
  | { type: 'offer'; pc: 'subscribe'; id: number; sdp: string; tracks: SectionTrack[] }
  | { type: 'answer'; ref?: string; pc: 'publish'; id: number; sdp: string }
  | { type: 'candidate'; pc: Which; candidate: string; sdpMid?: string; sdpMLineIndex?: number; usernameFragment?: string }
  | { type: 'mediaLost'; pc: Which }
  | { type: 'ok'; ref: string }
  | { type: 'pong'; ref: string; at: string }
  | { type: 'error'; ref?: string; code: string; detail: string }

export type ClientMessage =
  | { type: 'offer'; pc: 'publish'; id: number; sdp: string; tracks: { mid: string; source: Source; hint?: string; muted?: boolean }[] }
  | { type: 'answer'; pc: 'subscribe'; id: number; sdp: string }
  | { type: 'candidate'; pc: Which; candidate: string; sdpMid?: string; sdpMLineIndex?: number; usernameFragment?: string }
  | { type: 'mute' | 'unmute'; sources: Source[] }
  | { type: 'unpublish'; track: string }
  | { type: 'raiseHand'; language?: string }
  | { type: 'lowerHand'; participant?: string }
  | { type: 'say'; clientId: string; text: string; language?: string }
  | { type: 'ping' }
  | { type: 'restart'; pc: 'subscribe' }
  | { type: 'leave' }
  | { type: 'muteParticipant'; participant: string; sources: Source[] }
  | { type: 'removeParticipant'; participant: string; reason?: string }
  | { type: 'setPermissions'; participant: string; publish?: Permissions['publish']; subscribe?: boolean; data?: boolean }
  | { type: 'closeRoom'; reason?: string }
