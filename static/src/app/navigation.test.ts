import { expect, it } from 'vitest'
import type { Me } from '../api/shapes'
import { homeOf } from './navigation'

const holding = (...roles: string[]) => ({ csrf: '', person: { id: 'per_1' }, grants: roles.map((role) => ({ role })) }) as unknown as Me

it.each([
  ['a buyer', ['buyer'], '/lobby'],
  ['an exhibitor', ['exhibitor'], '/lobby'],
  ['an organizer', ['organizer'], '/lobby'],
  ['an organizer who also clears', ['organizer', 'clearing_maker'], '/lobby'],
  ['who has no role', [], '/lobby'],
  ['clearing', ['clearing_maker'], '/clearing'],
  ['the one who confirms', ['clearing_checker'], '/clearing'],
  ['compliance', ['compliance'], '/work'],
  ['an arbitrator', ['arbitrator'], '/work'],
  ['logistics', ['logistics'], '/work'],
  ['a funder', ['funder'], '/financing'],
  ['an auditor', ['auditor'], '/books'],
])('after signing in %s begins where the work is', (_, roles, path) => {
  expect(homeOf(holding(...roles))).toBe(path)
})

it('a visitor begins in the lobby', () => {
  expect(homeOf({ csrf: '' } as Me)).toBe('/lobby')
})
