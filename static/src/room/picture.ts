import type { ChatLine, Hand, Participant, RoomEvent, Track } from './messages'

/** The room as this client knows it: a fold of the snapshot and the numbered events after it. */
export type Picture = {
  self?: Participant
  participants: Participant[]
  tracks: Track[]
  hands: Hand[]
  chat: ChatLine[]
  /** Who speaks now, loudest first. */
  speakers: string[]
  /** Who spoke last; stays when it is quiet, so that the speaker view does not jump. */
  lastSpeaker?: string
  /** What happened last outside the room: a term sheet changed, a guest waits in the lobby. */
  announced?: { offset: number; event: string; data: Record<string, string> }
}

export const emptyPicture: Picture = { participants: [], tracks: [], hands: [], chat: [], speakers: [] }

export function apply(picture: Picture, event: RoomEvent): Picture {
  switch (event.type) {
    case 'joined':
      return { ...emptyPicture, self: event.self, participants: event.participants, tracks: event.tracks, hands: event.hands, chat: picture.chat }
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
      return { ...picture, announced: { offset: event.offset, event: event.event, data: event.data } }
    case 'chat':
      return { ...picture, chat: withLine(picture.chat, event) }
    case 'speakers': {
      const speakers = event.speakers.map(({ participant }) => participant)
      return { ...picture, speakers, lastSpeaker: speakers[0] ?? picture.lastSpeaker }
    }
  }
}

/** Lines in the order they were said, each once: history and live events overlap after a reconnect. */
export function withLine(chat: ChatLine[], line: ChatLine): ChatLine[] {
  if (chat.some(({ id }) => id === line.id)) return chat
  const { id, clientId, participant, name, text, language, at } = line
  return [...chat, { id, clientId, participant, name, text, language, at }].sort((a, b) => a.at.localeCompare(b.at))
}
