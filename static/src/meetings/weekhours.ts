import type { Profile } from '../api/shapes'

type Hours = Profile['hours']
/** One day of the week on the person's own clock. */
export type WeekDay = { open: boolean; from: string; to: string }

/** A clock face has no 24:00; the day's end is shown as 00:00. */
const shown = (time: string) => (time === '24:00' ? '00:00' : time)

/** Seven days, Monday first; a day of its own whose end is its beginning is closed. */
export function weekOf(hours: Hours): WeekDay[] {
  return Array.from({ length: 7 }, (_, index) => {
    const own = hours.days?.find(({ weekday }) => weekday === (index + 1) % 7)
    const { from, to } = own ?? hours
    const open = !own || own.from !== own.to
    return { open, from: shown(open ? from : hours.from), to: shown(open ? to : hours.to) }
  })
}

const spanOf = ({ from, to }: { from: string; to: string }) => `${from} ${to}`

/** The hours most days share, and the days that differ. */
export function hoursOf(week: WeekDay[], before: Hours, zone: string): Hours {
  const counts = new Map<string, number>()
  for (const day of week) if (day.open) counts.set(spanOf(day), (counts.get(spanOf(day)) ?? 0) + 1)
  const usual = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? spanOf({ from: shown(before.from), to: shown(before.to) })
  const [from = '09:00', to = '18:00'] = usual.split(' ')
  const days = week.flatMap((day, index) => {
    const weekday = (index + 1) % 7
    if (!day.open) return [{ weekday, from: '00:00', to: '00:00' }]
    return spanOf(day) === usual ? [] : [{ weekday, from: day.from, to: day.to }]
  })
  return { zone, from, to, days }
}

/** A day that begins and ends at the same time would be closed, which its box says better. */
export const wholeWeek = (week: WeekDay[]) => week.every(({ open, from, to }) => !open || (from !== '' && to !== '' && from !== to))
