import { expect, it } from 'vitest'
import type { Session } from '../api/shapes'
import { sessionOfNow } from './programme'

const now = Date.parse('2026-05-14T08:20:00Z')
const session = (id: string, from: number, to: number, rest: object = {}) => ({ id, room: 'room_1', state: 'scheduled', starts: new Date(now + from * 60_000).toISOString(), ends: new Date(now + to * 60_000).toISOString(), ...rest }) as Session

it.each([
  ['the one that runs', [session('later', 20, 40), session('runs', -5, 20)], 'runs'],
  ['the next within the hour', [session('next', 50, 90)], 'next'],
  ['none that is over, far off, elsewhere or cancelled', [session('over', -60, -1), session('far', 61, 90), session('else', -5, 20, { room: 'room_2' }), session('off', -5, 20, { state: 'cancelled' })], undefined],
])('%s', (_, sessions, id) => {
  expect(sessionOfNow(sessions, 'room_1', now)?.id).toBe(id)
})
