import { describe, expect, it } from 'vitest'
import type { Joined, Participant, Track } from './messages'
import { apply, channelsAt, comesBack, emptyPicture, withLine } from './picture'

const permissions = { publish: [], subscribe: true, data: true, moderate: false, interpret: false, record: false }
const person = (id: string): Participant => ({ id, name: id, joined: '2026-05-14T08:00:00Z', connected: true, permissions })
const camera: Track = { id: 'trk_1', participant: 'per_a', source: 'camera', muted: false }
const joined: Joined = {
  type: 'joined', version: 1, room: 'room_1', epoch: 'e', offset: 4, self: person('per_b'),
  participants: [person('per_a'), person('per_b')], tracks: [camera], hands: [], graceSeconds: 30, resumed: false,
}
const room = apply(emptyPicture, joined)

describe('the picture of a room', () => {
  it('starts from the snapshot', () => {
    expect(room.participants.map(({ id }) => id)).toEqual(['per_a', 'per_b'])
    expect(room.self?.id).toBe('per_b')
  })

  it('forgets everything of a person who left', () => {
    const raised = apply(room, { type: 'hands', offset: 5, hands: [{ participant: 'per_a', raised: '2026-05-14T08:01:00Z' }] })
    const left = apply(raised, { type: 'participantLeft', offset: 6, participant: 'per_a', reason: 'left' })
    expect([left.participants.length, left.tracks.length, left.hands.length]).toEqual([1, 0, 0])
  })

  it('takes changed permissions of oneself to heart', () => {
    const quiet = { ...person('per_b'), permissions: { ...permissions, data: false } }
    expect(apply(room, { type: 'participantChanged', offset: 5, participant: quiet }).self?.permissions.data).toBe(false)
  })

  it('replaces a track rather than showing it twice', () => {
    const muted = apply(room, { type: 'trackChanged', offset: 5, track: { ...camera, muted: true } })
    expect(muted.tracks).toEqual([{ ...camera, muted: true }])
    expect(apply(muted, { type: 'trackRemoved', offset: 6, track: 'trk_1', participant: 'per_a' }).tracks).toEqual([])
  })

  it('keeps the last speaker when it is quiet', () => {
    const speaking = apply(room, { type: 'speakers', speakers: [{ participant: 'per_a', level: 20 }] })
    const quiet = apply(speaking, { type: 'speakers', speakers: [] })
    expect([quiet.speakers, quiet.lastSpeaker]).toEqual([[], 'per_a'])
  })

  it('shows a line once, in the order it was said, and keeps it over a new snapshot', () => {
    const line = (id: string, at: string) => ({ id, participant: 'per_a', name: 'A', text: id, at })
    const twice = withLine(withLine(withLine([], line('msg_2', '2026-05-14T08:02:00Z')), line('msg_1', '2026-05-14T08:01:00Z')), line('msg_2', '2026-05-14T08:02:00Z'))
    expect(twice.map(({ id }) => id)).toEqual(['msg_1', 'msg_2'])
    expect(apply({ ...room, chat: twice }, { ...joined, resumed: true }).chat).toHaveLength(2)
  })

  it('takes what stands in the snapshot beside people and tracks', () => {
    const full = apply(emptyPicture, { ...joined, self: { ...joined.self, listening: { language: 'de', floor: 20 } }, channels: [{ language: 'de', track: 'chn_1' }], breakouts: [], slowMode: 5, recording: { id: 'rec_1', since: '2026-05-14T08:00:00Z' } })
    expect([full.listening, full.channels.length, full.slowMode, full.recording?.id]).toEqual([{ language: 'de', floor: 20 }, 1, 5, 'rec_1'])
  })

  it('keeps the chosen language when a new seat knows nothing of it', () => {
    const chosen = { ...room, listening: { language: 'de', floor: 30 } }
    expect(apply(chosen, joined).listening).toEqual({ language: 'de', floor: 30 })
  })

  it('takes a removed message out of sight and leaves its place', () => {
    const said = { ...room, chat: withLine([], { id: 'msg_1', participant: 'per_a', name: 'A', text: 'spam', note: 'note_1', at: '2026-05-14T08:01:00Z' }) }
    expect(apply(said, { type: 'messageRemoved', offset: 9, id: 'msg_1' }).chat).toEqual([{ id: 'msg_1', participant: 'per_a', name: 'A', text: '', note: undefined, at: '2026-05-14T08:01:00Z', removed: true }])
  })

  it('replaces a caption that is still spoken, and never a finished one', () => {
    const caption = (text: string, final: boolean, participant = 'per_i') => ({ type: 'caption' as const, id: 'c1', language: 'de', text, final, participant, at: '2026-05-14T08:01:00Z' })
    const lines = [caption('Guten', false), caption('Guten Tag', true), caption('Guten Abend', false), caption('Hallo', false, 'per_j')].reduce(apply, room).captions
    expect(lines.map(({ text }) => text)).toEqual(['Guten Tag', 'Hallo'])
  })

  it('takes the hands of the place one has come to, and the slide of the place before away', () => {
    const shown = apply(room, { type: 'slide', image: 'data:image/webp;base64,AA==', participant: 'per_a', at: '' })
    expect(shown.slide?.participant).toBe('per_a')
    const moved = apply(shown, { type: 'arrived', place: 'brk_1', hands: [{ participant: 'per_b', raised: '' }] })
    expect([moved.slide, moved.hands.length]).toEqual([undefined, 1])
    expect(apply(shown, { type: 'slide', image: '', participant: 'per_a', at: '' }).slide).toBeUndefined()
  })

  it('knows which relay would come back to itself', () => {
    const channel = (language: string, source: string, active = 'per_i') => ({ language, source, active, track: `chn_${language}` })
    const channels = [channel('de', 'floor'), channel('ar', 'de'), channel('fr', 'ar'), channel('ja', 'fr', '')]
    const back = (language: string, source: string) => comesBack(channels, language, source)
    expect([back('de', 'floor'), back('de', 'ar'), back('de', 'fr'), back('fr', 'de'), back('ar', 'fr')]).toEqual([false, true, true, false, true])
    expect(back('ar', 'ja'), 'an empty booth is made from nothing').toBe(false)
    expect(back('es', 'es')).toBe(true)
  })

  it('offers the channels of the place one is at; backstage hears the floor', () => {
    const channels = [{ language: 'de', place: '', track: 'chn_1' }, { language: 'de', place: 'brk_1', track: 'chn_2' }]
    const at = (place: string) => channelsAt({ ...room, channels, self: { ...person('per_b'), place } }).map(({ track }) => track)
    expect([at(''), at('brk_1'), at('backstage')]).toEqual([['chn_1'], ['chn_2'], ['chn_1']])
  })

  it('keeps the last announcements, each once', () => {
    const many = Array.from({ length: 30 }, (_, offset) => ({ type: 'announced' as const, offset, event: 'poll.changed', data: {}, at: '' })).reduce(apply, room)
    expect([many.announced.length, many.announced.at(-1)?.offset]).toEqual([20, 29])
  })
})
