import { read, write } from '../api/client'
import type { components } from '../api/schema'
import type { List, Localized, Session } from '../api/shapes'

/** The room's own resources: who asks, votes, interprets, records, streams and keeps order. */
type Schemas = components['schemas']

export type RoomQuestion = Schemas['ConferenceQuestionBody']
export type Poll = Schemas['ConferencePollBody']
export type BreakoutPlan = Schemas['ConferenceBreakoutWords']
export type Interpreter = Schemas['ConferenceAssignment']
export type Recording = Schemas['ConferenceRecordingBody']
export type KeptCaption = Schemas['ConferenceCaption']
export type Report = Schemas['ConferenceReport']
export type Ban = Schemas['ConferenceBan']
export type StreamKey = Schemas['ConferenceStreamKey']
export type StreamSecret = Schemas['ConferenceKeySecretBody']
export type StreamUse = StreamKey['use']
/** A room of one's own with two seats: one sends, the other receives what the first sends. */
export type TestPass = Omit<Schemas['TryConnectionTrialOutBody'], 'iceServers'> & Schemas['ConferenceSeatBody'] & { iceServers: RTCIceServer[] }
export type Verdict = Schemas['ConferenceProspect']
export type Measured = Schemas['ConferenceMeasured']
/** Somebody's newest test, as those see it who can help. */
export type KeptTest = Schemas['ConferenceConnectionTest']
export type Ceremony = Schemas['ConferenceCeremonyBody']
/** Words that are not written in the rooms of an exhibition. */
export type WordList = Schemas['ConferenceWordsBody']

const room = '/api/v1/rooms/{id}'
const address = (id: string) => `/api/v1/rooms/${encodeURIComponent(id)}`

export const questions = {
  list: (id: string, signal?: AbortSignal) => read<List<RoomQuestion>>(`${room}/questions`, { path: { id } }, signal),
  ask: (id: string, body: { text: string; language: string; anonymous?: boolean }) => write<RoomQuestion>('post', `${room}/questions`, { path: { id }, body }),
  vote: (id: string, question: string, voted: boolean) => write(voted ? 'put' : 'delete', `${room}/questions/{question}/vote`, { path: { id, question } }),
  move: (id: string, question: string, state: RoomQuestion['state']) => write('patch', `${room}/questions/{question}`, { path: { id, question }, body: { state } }),
  moderated: (id: string, moderated: boolean) => write('put', `${room}/moderated`, { path: { id }, body: { moderated } }),
}

export const polls = {
  list: (id: string, signal?: AbortSignal) => read<List<Poll>>(`${room}/polls`, { path: { id } }, signal),
  add: (id: string, body: { question: Localized; options: Localized[]; multiple: boolean; open: boolean }) => write<Poll>('post', `${room}/polls`, { path: { id }, body }),
  turn: (id: string, poll: string, to: 'open' | 'close') => write('post', `${room}/polls/{poll}/${to}`, { path: { id, poll } }),
  vote: (id: string, poll: string, options: number[]) => write('put', `${room}/polls/{poll}/vote`, { path: { id, poll }, body: { options } }),
  export: (id: string, poll: string) => `${address(id)}/polls/${encodeURIComponent(poll)}/export`,
}

export const breakouts = {
  set: (id: string, plans: BreakoutPlan[], minutes: number) => write('put', `${room}/breakouts`, { path: { id }, body: { breakouts: plans, minutes } }),
  close: (id: string) => write('post', `${room}/breakouts/close`, { path: { id } }),
}

export const interpreters = {
  list: (id: string, signal?: AbortSignal) => read<List<Interpreter>>(`${room}/interpreters`, { path: { id } }, signal),
  set: (id: string, all: Interpreter[]) => write('put', `${room}/interpreters`, { path: { id }, body: { interpreters: all.map(({ person, languages }) => ({ person, languages })) } }),
}

export const recordings = {
  list: (id: string, signal?: AbortSignal) => read<List<Recording>>(`${room}/recordings`, { path: { id } }, signal),
  ask: (id: string, body: { languages: string[]; video: boolean }) => write<Recording>('post', `${room}/recordings`, { path: { id }, body }),
  consent: (id: string, recording: string, given: boolean) => write('put', `${room}/recordings/{recording}/consent`, { path: { id, recording }, body: { given } }),
  stop: (id: string, recording: string) => write('post', `${room}/recordings/{recording}/stop`, { path: { id, recording }, body: {} }),
  erase: (id: string, recording: string) => write('delete', `${room}/recordings/{recording}`, { path: { id, recording } }),
  file: (id: string, recording: string, file: string) => `${address(id)}/recordings/${encodeURIComponent(recording)}/files/${encodeURIComponent(file)}`,
}

export const connectionTest = {
  begin: () => read<TestPass>('/api/v1/connection-test'),
  tell: (body: Measured) => write<KeptTest | undefined>('post', '/api/v1/connection-test', { body }),
  list: (exhibition: string, signal?: AbortSignal) => read<List<KeptTest>>('/api/v1/exhibitions/{id}/connection-tests', { path: { id: exhibition } }, signal),
}

export const moderation = {
  reports: (id: string, open: boolean, signal?: AbortSignal) => read<List<Report>>(`${room}/reports`, { path: { id }, query: { ...(open && { open: 'true' }) } }, signal),
  report: (id: string, body: { message?: string; participant?: string; reason: string }) => write('post', `${room}/reports`, { path: { id }, body }),
  resolve: (id: string, report: Report, resolved: boolean, reason: string) =>
    write<Report>('patch', `${room}/reports/{report}`, { path: { id, report: report.id }, body: { resolved, ...(reason && { reason }) }, version: report.v }),
  bans: (id: string, signal?: AbortSignal) => read<List<Ban>>(`${room}/bans`, { path: { id } }, signal),
  ban: (id: string, participant: string, reason: string) => write('post', `${room}/participants/{participant}/ban`, { path: { id, participant }, body: { ...(reason && { reason }) } }),
  lift: (id: string, participant: string) => write('delete', `${room}/bans/{participant}`, { path: { id, participant } }),
}

export const streamKeys = {
  list: (id: string, signal?: AbortSignal) => read<List<StreamKey>>(`${room}/keys`, { path: { id } }, signal),
  make: (id: string, body: { use: StreamUse; name: string }) => write<StreamSecret>('post', `${room}/keys`, { path: { id }, body }),
  rotate: (id: string, key: string) => write<StreamSecret>('post', `${room}/keys/{key}/rotate`, { path: { id, key } }),
  revoke: (id: string, key: string) => write('delete', `${room}/keys/{key}`, { path: { id, key } }),
}

export const words = {
  list: (exhibition: string, signal?: AbortSignal) => read<WordList>('/api/v1/exhibitions/{id}/words', { path: { id: exhibition } }, signal),
  set: (exhibition: string, list: string[], version: number) => write<WordList>('put', '/api/v1/exhibitions/{id}/words', { path: { id: exhibition }, body: { words: list }, version }),
}

/** One session of the programme; only here the speakers' companies are named. */
export const sessionOf = (exhibition: string, session: string, signal?: AbortSignal) => read<Session>('/api/v1/exhibitions/{id}/sessions/{session}', { path: { id: exhibition, session } }, signal)
export const ceremonyOf = (exhibition: string, session: string, signal?: AbortSignal) => read<Ceremony>('/api/v1/exhibitions/{id}/sessions/{session}/ceremony', { path: { id: exhibition, session } }, signal)
/** What was written here and this person may read, as a file. */
export const chatFile = (id: string, format: 'csv' | 'jsonl') => `${address(id)}/messages/export?format=${format}`

/** The last captions of a language, for those who come late and read. */
export const keptCaptions = (id: string, language: string, signal?: AbortSignal) => read<List<KeptCaption>>(`${room}/captions`, { path: { id }, query: { language } }, signal)
export const transcriptOf = (id: string, language: string) => `${address(id)}/transcript?language=${encodeURIComponent(language)}`
export const noteOf = (id: string, note: string) => `${address(id)}/notes/${encodeURIComponent(note)}`
