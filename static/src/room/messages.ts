/** The messages of rooms/SIGNALLING.md, version 1, as this client sends and reads them. */

export type Source = 'microphone' | 'camera' | 'screen' | 'screenAudio' | 'interpretation'
export type Permissions = { publish: ('audio' | 'video' | 'screen')[]; subscribe: boolean; data: boolean; moderate: boolean; interpret: boolean; record: boolean; caption?: boolean; languages?: string[] }
export type Participant = {
  id: string
  name: string
  organization?: string
  language?: string
  joined: string
  connected: boolean
  permissions: Permissions
  synthetic?: boolean
  /** "" is the floor, "backstage", or a breakout's id. */
  place?: string
  /** Of oneself in a snapshot: the channel one listens to, and how loud the floor stays under it. */
  listening?: Listening
}
export type Listening = { language: string; floor: number }
/** A language of the interpretation at a place; `track` stays the same when another interpreter takes over. */
export type Channel = {
  language: string
  place?: string
  track: string
  active?: string
  booth?: string[]
  /** "floor", or the language of the channel that is relayed. */
  source?: string
  muted?: boolean
  handover?: { from: string; to: string }
}
export type Breakout = { id: string; name: Record<string, string>; ends?: string; roam?: boolean }
export type Caption = { id: string; language: string; text: string; final: boolean; participant?: string; speaker?: string; at: string }
export type Standing = { participant: string; audioMos?: number; video?: 'good' | 'fair' | 'poor'; transport?: string; rttMs?: number; loss?: number; step?: string }
export type Layer = 'q' | 'h' | 'f' | 'off'
export type Track = { id: string; participant: string; source: Source; codec?: string; hint?: string; muted: boolean }
export type Hand = { participant: string; language?: string; raised: string }
export type ChatLine = { id: string; clientId?: string; participant: string; name: string; text: string; language?: string; at: string; note?: string; removed?: boolean }
export type SectionTrack = { mid: string; track: string; participant: string; source: Source; hint?: string; language?: string }
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
  channels?: Channel[]
  breakouts?: Breakout[]
  slowMode?: number
  recording?: { id: string; since: string } | null
  listening?: Listening
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
  | { type: 'messageRemoved'; offset: number; id: string }
  | { type: 'channels'; offset: number; channels: Channel[] }
  | { type: 'breakouts'; offset: number; breakouts: Breakout[] }
  | { type: 'slowMode'; offset: number; seconds: number }
  | { type: 'recording'; offset: number; recording: { id: string; since: string } | null }
  | { type: 'speakers'; speakers: { participant: string; level: number }[] }
  | ({ type: 'caption' } & Caption)
  | { type: 'slowDown'; participant: string; language: string }
  | { type: 'quality'; participants: Standing[] }
  | { type: 'arrived'; place: string; hands: Hand[] }
  | { type: 'slide'; image: string; participant?: string; at: string }

export type ServerMessage =
  | RoomEvent
  | { type: 'resumed'; epoch: string; offset: number; missed: number }
  | { type: 'closed'; reason: ClosedReason; detail?: string }
  | { type: 'offer'; pc: 'subscribe'; id: number; sdp: string; tracks: SectionTrack[] }
  | { type: 'answer'; ref?: string; pc: 'publish'; id: number; sdp: string }
  | { type: 'candidate'; pc: Which; candidate: string; sdpMid?: string; sdpMLineIndex?: number; usernameFragment?: string }
  | { type: 'mediaLost'; pc: Which }
  | { type: 'skipped'; offset: number; through?: number }
  | { type: 'layers'; track: string; active: string[] }
  | { type: 'received'; tracks: { track: string; layer: Layer; reason?: 'view' | 'bandwidth' | 'publisher' }[]; kbps?: number }
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
  | { type: 'say'; clientId: string; text: string; language?: string; note?: string }
  | { type: 'removeMessage'; id: string }
  | { type: 'report'; participant: string; reason?: string }
  | { type: 'banParticipant'; participant: string; reason?: string }
  | { type: 'slowMode'; seconds: number }
  | { type: 'move'; participants?: string[]; place: string }
  | { type: 'listen'; language: string; floor: number }
  | { type: 'interpret'; language: string; source?: string }
  | { type: 'handover'; language: string; to: string }
  | { type: 'takeOver'; language: string }
  | { type: 'slowDown'; language: string }
  | { type: 'caption'; language: string; id: string; text: string; final: boolean; speaker?: string }
  | { type: 'view'; tiles: Tile[] }
  | { type: 'ladder'; step: string }
  | { type: 'slide'; image: string }
  | Report
  | { type: 'ping' }
  | { type: 'restart'; pc: 'subscribe' }
  | { type: 'leave' }
  | { type: 'muteParticipant'; participant: string; sources: Source[] }
  | { type: 'removeParticipant'; participant: string; reason?: string }
  | { type: 'setPermissions'; participant: string; publish?: Permissions['publish']; subscribe?: boolean; data?: boolean }
  | { type: 'closeRoom'; reason?: string }

/** What is seen of a picture, in device pixels: the room sends no more than that. */
export type Tile = { track: string; width: number; height: number; visible: boolean; priority: number }

export type TrackReport = {
  track: string
  bytes?: number
  packets?: number
  lost?: number
  jitterMs?: number
  rttMs?: number
  freezes?: number
  freezeMs?: number
  frames?: number
  width?: number
  height?: number
  codec?: string
  limitation?: string
  concealedMs?: number
}
/** What the browser measured, told to the room every ten seconds. */
export type Report = { type: 'stats'; publish: TrackReport[]; subscribe: TrackReport[]; transport?: 'udp' | 'tcp' | 'relay'; availableKbps?: number; step?: string }
