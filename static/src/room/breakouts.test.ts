import { expect, it } from 'vitest'
import { countdown, dealt } from './breakouts'

it.each([
  [245_000, '4:05'],
  [59_001, '1:00'],
  [1, '0:01'],
  [0, '0:00'],
  [-5_000, '0:00'],
])('%s ms are told as %s', (left, told) => {
  const now = Date.parse('2026-05-14T08:20:00Z')
  expect(countdown(new Date(now + left).toISOString(), now)).toBe(told)
})

it.each([
  [['a', 'b', 'c', 'd', 'e'], 2, [['a', 'c', 'e'], ['b', 'd']]],
  [['a'], 3, [['a'], [], []]],
  [[], 2, [[], []]],
])('%j are dealt into %s rooms', (people, rooms, piles) => {
  expect(dealt(people, rooms)).toEqual(piles)
})
