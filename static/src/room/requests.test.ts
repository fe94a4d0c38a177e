import { describe, expect, it } from 'vitest'
import type { Participant } from './messages'
import { emptyPicture, type Picture } from './picture'
import { requestOf } from './requests'

const me: Participant = { id: 'per_me', name: 'Me', joined: '2026-05-14T08:00:00Z', connected: true, permissions: { publish: [], subscribe: true, data: true, moderate: false, interpret: true, record: false } }
const here: Picture = { ...emptyPicture, self: me, participants: [me] }

describe('what a command asks of the room', () => {
  it('raises the hand in the language one wants to speak, and lowers the one that is up', () => {
    expect(requestOf({ do: 'hand' }, here, 'de')).toEqual({ type: 'raiseHand', language: 'de' })
    const up = { ...here, hands: [{ participant: 'per_me', language: 'de', raised: '2026-05-14T08:01:00Z' }] }
    expect(requestOf({ do: 'hand' }, up, 'de')).toEqual({ type: 'lowerHand' })
    expect(requestOf({ do: 'hand', up: true }, up, 'de')).toEqual({ type: 'raiseHand', language: 'de' })
  })

  it('sits down in a booth that listens to the floor unless another source is named, and leaves it without one', () => {
    expect(requestOf({ do: 'interpret', language: 'ar' }, here, 'en')).toEqual({ type: 'interpret', language: 'ar', source: 'floor' })
    expect(requestOf({ do: 'interpret', language: 'ar', source: 'de' }, here, 'en')).toEqual({ type: 'interpret', language: 'ar', source: 'de' })
    expect(requestOf({ do: 'interpret', language: '' }, here, 'en')).toEqual({ type: 'interpret', language: '' })
  })

  it('hands over the channel of the booth one sits in', () => {
    const booth = { ...here, channels: [{ language: 'ar', place: '', track: 'chn_ar', active: 'per_me', booth: ['per_me', 'per_two'], source: 'floor', muted: false }] }
    expect(requestOf({ do: 'handover', to: 'per_two' }, booth, 'en')).toEqual({ type: 'handover', language: 'ar', to: 'per_two' })
    expect(requestOf({ do: 'slowDown' }, booth, 'en')).toEqual({ type: 'slowDown', language: 'ar' })
  })

  it('names no reason that was not given', () => {
    expect(requestOf({ do: 'ban', participant: 'per_x', reason: '' }, here, 'en')).toEqual({ type: 'banParticipant', participant: 'per_x', reason: undefined })
    expect(requestOf({ do: 'report', participant: 'per_x', reason: 'spam' }, here, 'en')).toEqual({ type: 'report', participant: 'per_x', reason: 'spam' })
  })

  it('asks nothing for what the seat and the page do themselves', () => {
    expect(requestOf({ do: 'say', text: 'hello' }, here, 'en')).toBeUndefined()
    expect(requestOf({ do: 'panel', name: 'order' }, here, 'en')).toBeUndefined()
  })
})
