import { describe, expect, it } from 'vitest'
import { hoursOf, weekOf, wholeWeek } from './weekhours'

const usual = { zone: 'Europe/Berlin', from: '08:00', to: '18:00' }
const short = { weekday: 5, from: '08:00', to: '13:00' }
const closed = { weekday: 0, from: '00:00', to: '00:00' }

describe('the hours of a week', () => {
  it('are the same every day unless a day says otherwise', () => {
    const week = weekOf({ ...usual, days: [short, closed] })
    expect(week[0]).toEqual({ open: true, from: '08:00', to: '18:00' })
    expect(week[4]).toEqual({ open: true, from: '08:00', to: '13:00' })
    expect(week[6]).toEqual({ open: false, from: '08:00', to: '18:00' })
  })

  it('come back as they were', () => {
    const hours = { ...usual, days: [short, closed] }
    expect(hoursOf(weekOf(hours), hours, 'Europe/Berlin')).toEqual(hours)
  })

  it('take what most days share as the usual hours', () => {
    const week = weekOf(usual).map((day, index) => (index < 5 ? { ...day, to: '20:00' } : { ...day, open: false }))
    expect(hoursOf(week, usual, 'Europe/Berlin')).toEqual({
      zone: 'Europe/Berlin',
      from: '08:00',
      to: '20:00',
      days: [{ weekday: 6, from: '00:00', to: '00:00' }, { weekday: 0, from: '00:00', to: '00:00' }],
    })
  })

  it('keep the usual hours when every day is closed', () => {
    const week = weekOf(usual).map((day) => ({ ...day, open: false }))
    expect(hoursOf(week, usual, 'Europe/Berlin')).toMatchObject({ from: '08:00', to: '18:00' })
  })

  it('need a beginning and an end that differ on every open day', () => {
    expect(wholeWeek([{ open: true, from: '08:00', to: '08:00' }])).toBe(false)
    expect(wholeWeek([{ open: true, from: '', to: '08:00' }])).toBe(false)
    expect(wholeWeek([{ open: false, from: '', to: '' }])).toBe(true)
  })
})
