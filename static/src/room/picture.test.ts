import { describe, expect, it } from 'vitest'
import type { Joined, Participant, Track } from './messages'
import { apply, emptyPicture, withLine } from './picture'

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
})
