import { expect, it } from 'vitest'
import { daysOf, hoursOf } from './week'

it('lays openings out by weekday, Monday first, in the order of the day', () => {
  const days = daysOf([
    { weekday: 7, from: '10:00', to: '12:00' },
    { weekday: 1, from: '13:00', to: '18:00' },
    { weekday: 1, from: '09:00', to: '12:00' },
  ])
  expect(days).toEqual([[{ from: '09:00', to: '12:00' }, { from: '13:00', to: '18:00' }], [], [], [], [], [], [{ from: '10:00', to: '12:00' }]])
})

it('shows the end of the day as a clock does and sends it as 24:00', () => {
  const midnight = [{ weekday: 5, from: '20:00', to: '24:00' }]
  expect(daysOf(midnight)[4]).toEqual([{ from: '20:00', to: '00:00' }])
  expect(hoursOf(daysOf(midnight))).toEqual(midnight)
})
