import type { Breakout, Caption, Channel, ChatLine, Hand, Listening, Participant, RoomEvent, Standing, Track } from './messages'

/** The room as this client knows it: a fold of the snapshot and the numbered events after it. */
export type Picture = {
  self?: Participant
  participants: Participant[]
  tracks: Track[]
  hands: Hand[]
  chat: ChatLine[]
  /** Who speaks now, loudest first. */
  speakers: string[]
  /** How loud each of them is, 0 to 1. */
  loudness: Record<string, number>
  /** Who spoke last; stays when it is quiet, so that the speaker view does not jump. */
  lastSpeaker?: string
  /** What happened last outside the room, newest last: a term sheet changed, a guest waits in the lobby. */
  announced: Announced[]
  channels: Channel[]
  /** What this person hears: a channel's language or "" for the floor alone, and the floor's level in per cent. */
  listening: Listening
  captions: Caption[]
  /** The newest still of a shared screen, for those who get no moving pictures. */
  slide?: { image: string; participant: string }
  slowDown?: { participant: string; language: string; count: number }
  breakouts: Breakout[]
  /** Seconds between two lines of one person; 0 is as fast as one likes. */
  slowMode: number
  recording?: { id: string; since: string }
  /** How each participant's connection does; only moderators are told. */
  standings: Standing[]
}

export type Announced = { offset: number; event: string; data: Record<string, string> }

const keptCaptions = 300
const keptAnnounced = 20

export const emptyPicture: Picture = {
  participants: [], tracks: [], hands: [], chat: [], speakers: [], loudness: {}, announced: [], channels: [],
  listening: { language: '', floor: 10 }, captions: [], breakouts: [], slowMode: 0, standings: [],
}

export function apply(picture: Picture, event: RoomEvent): Picture {
  switch (event.type) {
    case 'joined':
      return {
        ...emptyPicture,
        self: event.self,
        participants: event.participants,
        tracks: event.tracks,
        hands: event.hands,
        chat: picture.chat,
        captions: picture.captions,
        channels: event.channels ?? [],
        // A new seat keeps what its owner had chosen; the page asks for it again.
        listening: event.self.listening ?? event.listening ?? picture.listening,
        breakouts: event.breakouts ?? [],
        slowMode: event.slowMode ?? 0,
        recording: event.recording ?? undefined,
      }
    case 'participantJoined':
    case 'participantChanged': {
      const { participant } = event
      const known = picture.participants.some(({ id }) => id === participant.id)
      return {
        ...picture,
        self: picture.self?.id === participant.id ? participant : picture.self,
        participants: known ? picture.participants.map((other) => (other.id === participant.id ? participant : other)) : [...picture.participants, participant],
      }
    }
    case 'participantLeft':
      return {
        ...picture,
        participants: picture.participants.filter(({ id }) => id !== event.participant),
        tracks: picture.tracks.filter(({ participant }) => participant !== event.participant),
        hands: picture.hands.filter(({ participant }) => participant !== event.participant),
        speakers: picture.speakers.filter((id) => id !== event.participant),
        standings: picture.standings.filter(({ participant }) => participant !== event.participant),
      }
    case 'trackAdded':
    case 'trackChanged': {
      const { track } = event
      const others = picture.tracks.filter(({ id }) => id !== track.id)
      return { ...picture, tracks: [...others, track] }
    }
    case 'trackRemoved':
      return { ...picture, tracks: picture.tracks.filter(({ id }) => id !== event.track) }
    case 'hands':
      return { ...picture, hands: event.hands }
    case 'announced':
      return { ...picture, announced: [...picture.announced, { offset: event.offset, event: event.event, data: event.data }].slice(-keptAnnounced) }
    case 'chat':
      return { ...picture, chat: withLine(picture.chat, event) }
    case 'messageRemoved':
      return { ...picture, chat: picture.chat.map((line) => (line.id === event.id ? { ...line, text: '', note: undefined, removed: true } : line)) }
    case 'speakers': {
      const speakers = event.speakers.map(({ participant }) => participant)
      const loudness = Object.fromEntries(event.speakers.map(({ participant, level }) => [participant, Math.max(0, Math.min(1, (70 - level) / 60))]))
      return { ...picture, speakers, loudness, lastSpeaker: speakers[0] ?? picture.lastSpeaker }
    }
    case 'channels':
      return { ...picture, channels: event.channels }
    case 'caption':
      return { ...picture, captions: withCaption(picture.captions, event) }
    case 'slowDown':
      return { ...picture, slowDown: { participant: event.participant, language: event.language, count: (picture.slowDown?.count ?? 0) + 1 } }
    case 'breakouts':
      return { ...picture, breakouts: event.breakouts }
    case 'slowMode':
      return { ...picture, slowMode: event.seconds }
    case 'recording':
      return { ...picture, recording: event.recording ?? undefined }
    case 'quality':
      return { ...picture, standings: event.participants }
    case 'arrived':
      return { ...picture, hands: event.hands, slide: undefined }
    case 'slide':
      return { ...picture, slide: event.image ? { image: event.image, participant: event.participant ?? '' } : undefined }
  }
}

/** Lines in the order they were said, each once: history and live events overlap after a reconnect. */
export function withLine(chat: ChatLine[], line: ChatLine): ChatLine[] {
  if (chat.some(({ id }) => id === line.id)) return chat
  const { id, clientId, participant, name, text, language, at, note, removed } = line
  const kept: ChatLine = { id, clientId, participant, name, text, language, at, ...(note && { note }), ...(removed && { removed }) }
  return [...chat, kept].sort((a, b) => a.at.localeCompare(b.at))
}

/** A caption that is still being spoken is replaced by its next version; captions of different people may share an id. */
export function withCaption(captions: Caption[], caption: Caption): Caption[] {
  const { id, language, text, final, participant, speaker, at } = caption
  const kept = { id, language, text, final, participant, speaker, at }
  const index = captions.findLastIndex((other) => other.id === id && other.language === language && other.participant === participant)
  if (index >= 0) return captions[index]?.final ? captions : captions.with(index, kept)
  return [...captions, kept].slice(-keptCaptions)
}

/** Where one is: the floor unless the room says otherwise. */
export const placeOf = (participant: Participant | undefined): string => participant?.place ?? ''

/** The channels one could hear from where one is. */
export function channelsAt(picture: Picture): Channel[] {
  const here = placeOf(picture.self)
  return picture.channels.filter(({ place = '' }) => place === here || (here === 'backstage' && place === ''))
}

/** Whether a language interpreted from this source would be made from itself: its source, or whatever that one is made from, is the language. */
export function comesBack(channels: Channel[], language: string, source: string): boolean {
  for (let hops = 0; hops <= channels.length && source !== 'floor'; hops++) {
    if (source === language) return true
    const next = channels.find((channel) => channel.language === source)
    source = (next?.active && next.source) || 'floor'
  }
  return source !== 'floor'
}

/** The booth one sits in as an interpreter. */
export function boothOf(picture: Picture): Channel | undefined {
  const self = picture.self?.id
  return self === undefined ? undefined : picture.channels.find(({ booth }) => booth?.includes(self))
}
