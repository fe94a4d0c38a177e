import { describe, expect, it } from 'vitest'
import { arrange, gridOf, keyOf } from './arrange'
import type { Participant, Track } from './messages'
import { emptyPicture, type Picture } from './picture'

const permissions = { publish: ['audio' as const, 'video' as const], subscribe: true, data: true, moderate: false, interpret: false, record: false }
const person = (id: string, rest: Partial<Participant> = {}): Participant => ({ id, name: id, joined: '2026-05-14T08:00:00Z', connected: true, permissions, ...rest })
const me = person('per_me')
const screen: Track = { id: 'trk_s', participant: 'per_a', source: 'screen', muted: false }
const room: Picture = { ...emptyPicture, self: me, participants: [me, person('per_a'), person('per_b')] }
const names = (picture: Picture, wish: Parameters<typeof arrange>[1]) => {
  const { layout, front, rest } = arrange(picture, wish)
  return [layout, front.map(keyOf), rest.map(keyOf)]
}

describe('who stands where', () => {
  it('everybody beside each other when nothing is shared', () => {
    expect(names(room, { self: true })).toEqual(['grid', [], ['per_me', 'per_a', 'per_b']])
  })
  it('a shared screen comes to the front by itself', () => {
    expect(names({ ...room, tracks: [screen] }, { self: true })).toEqual(['screen', ['trk_s'], ['per_me', 'per_a', 'per_b']])
  })
  it('the grid can be chosen although a screen is shared', () => {
    expect(names({ ...room, tracks: [screen] }, { self: true, layout: 'grid' })).toEqual(['grid', [], ['trk_s', 'per_me', 'per_a', 'per_b']])
  })
  it('the one who spoke last is in front, never oneself', () => {
    expect(names({ ...room, lastSpeaker: 'per_b' }, { self: true, layout: 'speaker' })[1]).toEqual(['per_b'])
    expect(names({ ...room, lastSpeaker: 'per_me' }, { self: true, layout: 'speaker' })[1]).toEqual(['per_a'])
  })
  it('who is pinned stays, whoever speaks', () => {
    expect(names({ ...room, lastSpeaker: 'per_b', tracks: [screen] }, { self: true, pinned: 'per_a' })[1]).toEqual(['per_a'])
    expect(names(room, { self: true, pinned: 'per_gone' })[0]).toBe('grid')
  })
  it('one may leave oneself out', () => {
    expect(names(room, { self: false })[2]).toEqual(['per_a', 'per_b'])
  })
  it('people elsewhere are not seen; backstage sees the floor too', () => {
    const apart = { ...room, participants: [me, person('per_a', { place: 'brk_1' }), person('per_b')] }
    expect(names(apart, { self: true })[2]).toEqual(['per_me', 'per_b'])
    const behind = person('per_me', { place: 'backstage' })
    expect(names({ ...room, self: behind, participants: [behind, person('per_b')] }, { self: true })[2]).toEqual(['per_me', 'per_b'])
  })
  it('an audience that may not send is not a wall of initials, until somebody asks to speak', () => {
    const guest = person('per_g', { permissions: { ...permissions, publish: [] } })
    const full = { ...room, participants: [me, guest] }
    expect(names(full, { self: true })[2]).toEqual(['per_me'])
    expect(names({ ...full, hands: [{ participant: 'per_g', raised: '' }] }, { self: true })[2]).toEqual(['per_me', 'per_g'])
  })
})

describe('the grid', () => {
  it.each([
    ['one fills the space', 1, 1600, 900, 1],
    ['two stand side by side on a desk', 2, 1600, 700, 2],
    ['two stand above each other on a phone', 2, 360, 640, 1],
    ['four make a square', 4, 1200, 760, 2],
    ['nine make three by three', 9, 1200, 780, 3],
  ])('%s', (_, count, width, height, columns) => {
    expect(gridOf(count, width, height).columns).toBe(columns)
  })

  it.each([1, 2, 3, 5, 7, 12, 20, 49])('%s tiles fit beside each other', (count) => {
    const { columns, tile } = gridOf(count, 1000, 620)
    expect(columns * tile + 12 * (columns - 1)).toBeLessThanOrEqual(1000)
  })

  it('faces stay recognizable when there are very many', () => {
    expect(gridOf(200, 360, 400).tile).toBeGreaterThanOrEqual(132)
  })
})
