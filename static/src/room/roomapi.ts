import { read, write } from '../api/client'
import type { Localized } from '../api/shapes'

/**
 * The bodies of the room's own resources: questions, polls, breakouts, recordings, notes, tests of the connection. The
 * paths below name what the server's document names; they are checked when its types are made anew.
 */
type Path = Parameters<typeof read>[0]
const at = (path: string) => path as Path
export type Many<T> = { items: T[]; next?: string }

export type RoomQuestion = {
  id: string
  v: number
  text: string
  language?: string
  anonymous?: boolean
  author?: { person: string; name: string; organization?: string }
  votes: number
  voted: boolean
  mine?: boolean
  state: 'pending' | 'open' | 'answering' | 'answered' | 'dismissed'
  at: string
}
export type Poll = { id: string; v: number; question: Localized; options: Localized[]; multiple: boolean; state: 'draft' | 'open' | 'closed'; cast: number; counts?: number[]; mine?: number[]; at: string }
export type BreakoutPlan = { id?: string; name: Localized; participants: string[]; roam?: boolean }
export type RecordingFile = { id: string; name?: string; kind?: 'track' | 'channel' | 'participant'; type?: string; language?: string; participant?: string; bytes?: number; seconds?: number }
export type Recording = {
  id: string
  v?: number
  state: 'asked' | 'recording' | 'stopped' | 'ready' | 'refused' | 'expired'
  languages?: string[]
  video?: boolean
  asked?: string
  started?: string
  stopped?: string
  erase?: string
  asks?: string[]
  mine?: { asked: boolean; given?: boolean }
  consents?: { person: string; name?: string; given: boolean }[]
  files?: RecordingFile[]
}
export type KeptCaption = { id: string; language: string; lineId?: string; text: string; speaker?: string; by?: string; at: string }
/** What the server's document says of a room since it has a stage, an interpretation and rules of its own. */
export type RoomRules = { moderated?: boolean; slowMode?: number; languages?: string[]; session?: string; may: { lead?: boolean; police?: boolean } }
type TestSeat = { url: string; token: string; ticket?: string }
/** A room of one's own with two seats: one sends, the other receives what the first sends. */
export type TestPass = TestSeat & { echo?: TestSeat; iceServers: RTCIceServer[]; room?: string }
export type Verdict = { code: 'blocked' | 'text' | 'audio' | 'low' | 'detour' | 'fine'; hints?: string[] | null }
export type Measured = { udp: boolean; tcp: boolean; relay: boolean; upKbps: number; downKbps: number; rttMs: number; lossPct: number; devices: { microphone: boolean; camera: boolean } }
/** Somebody's newest test, as those see it who can help. */
export type KeptTest = { person: string; name?: string; orgName?: string; measured: Measured; verdict: Verdict; at: string }

const room = '/api/v1/rooms/{id}'

export const questions = {
  list: (id: string, signal?: AbortSignal) => read<Many<RoomQuestion>>(at(`${room}/questions`), { path: { id } }, signal),
  ask: (id: string, body: { text: string; language: string; anonymous?: boolean }) => write<RoomQuestion>('post', at(`${room}/questions`), { path: { id }, body }),
  vote: (id: string, question: string, voted: boolean) => write(voted ? 'put' : 'delete', at(`${room}/questions/{question}/vote`), { path: { id, question } }),
  move: (id: string, question: string, state: RoomQuestion['state']) => write('patch', at(`${room}/questions/{question}`), { path: { id, question }, body: { state } }),
  moderated: (id: string, moderated: boolean) => write('put', at(`${room}/moderated`), { path: { id }, body: { moderated } }),
}

export const polls = {
  list: (id: string, signal?: AbortSignal) => read<Many<Poll>>(at(`${room}/polls`), { path: { id } }, signal),
  add: (id: string, body: { question: Localized; options: Localized[]; multiple: boolean; open: boolean }) => write<Poll>('post', at(`${room}/polls`), { path: { id }, body }),
  turn: (id: string, poll: string, to: 'open' | 'close') => write('post', at(`${room}/polls/{poll}/${to}`), { path: { id, poll } }),
  vote: (id: string, poll: string, options: number[]) => write('put', at(`${room}/polls/{poll}/vote`), { path: { id, poll }, body: { options } }),
  export: (id: string, poll: string) => `/api/v1/rooms/${encodeURIComponent(id)}/polls/${encodeURIComponent(poll)}/export`,
}

export const breakouts = {
  set: (id: string, plans: BreakoutPlan[], minutes: number) => write('put', at(`${room}/breakouts`), { path: { id }, body: { breakouts: plans, minutes } }),
  close: (id: string) => write('post', at(`${room}/breakouts/close`), { path: { id } }),
}

export type Interpreter = { person: string; name?: string; languages: string[] }

export const interpreters = {
  list: (id: string, signal?: AbortSignal) => read<Many<Interpreter>>(at(`${room}/interpreters`), { path: { id } }, signal),
  set: (id: string, all: Interpreter[]) => write('put', at(`${room}/interpreters`), { path: { id }, body: { interpreters: all.map(({ person, languages }) => ({ person, languages })) } }),
}

export const recordings = {
  list: (id: string, signal?: AbortSignal) => read<Many<Recording>>(at(`${room}/recordings`), { path: { id } }, signal),
  ask: (id: string, body: { languages: string[]; video: boolean }) => write<Recording>('post', at(`${room}/recordings`), { path: { id }, body }),
  consent: (id: string, recording: string, given: boolean) => write('put', at(`${room}/recordings/{recording}/consent`), { path: { id, recording }, body: { given } }),
  stop: (id: string, recording: string) => write('post', at(`${room}/recordings/{recording}/stop`), { path: { id, recording }, body: {} }),
  erase: (id: string, recording: string) => write('delete', at(`${room}/recordings/{recording}`), { path: { id, recording } }),
  file: (id: string, recording: string, file: string) => `/api/v1/rooms/${encodeURIComponent(id)}/recordings/${encodeURIComponent(recording)}/files/${encodeURIComponent(file)}`,
}

export const connectionTest = {
  begin: () => read<TestPass>(at('/api/v1/connection-test')),
  tell: (body: Measured) => write<KeptTest | undefined>('post', at('/api/v1/connection-test'), { body }),
  list: (exhibition: string, signal?: AbortSignal) => read<Many<KeptTest>>(at('/api/v1/exhibitions/{id}/connection-tests'), { path: { id: exhibition } }, signal),
}

/** The last captions of a language, for those who come late and read. */
export const keptCaptions = (id: string, language: string, signal?: AbortSignal) => read<Many<KeptCaption>>(at(`${room}/captions`), { path: { id }, query: { language } }, signal)
export const transcriptOf = (id: string, language: string) => `/api/v1/rooms/${encodeURIComponent(id)}/transcript?language=${encodeURIComponent(language)}`
export const noteOf = (id: string, note: string) => `/api/v1/rooms/${encodeURIComponent(id)}/notes/${encodeURIComponent(note)}`
