import type { Atlas } from './layout'
import type { LevelProof } from './shapes'

export type Load = { person: string; exhibits: boolean; meetings: number; below: boolean; above: boolean }

/** How many meetings everybody has, the busiest first, with those outside their targets marked. */
export function loadsOf({ timetable }: Atlas): Load[] {
  const counts = new Map<string, number>()
  for (const { people } of timetable.meetings) for (const person of people) counts.set(person, (counts.get(person) ?? 0) + 1)
  return timetable.people
    .map(({ id, exhibits, min = 0, max = 0 }) => {
      const meetings = counts.get(id) ?? 0
      return { person: id, exhibits, meetings, below: meetings < min, above: max > 0 && meetings > max }
    })
    .sort((a, b) => b.meetings - a.meetings || (a.person < b.person ? -1 : 1))
}

/** How many people have 0, 1, 2 … meetings, on either side. */
export function histogramOf(loads: Load[]): { meetings: number; exhibitors: number; buyers: number }[] {
  const most = Math.max(0, ...loads.map(({ meetings }) => meetings))
  const bins = Array.from({ length: loads.length > 0 ? most + 1 : 0 }, (_, meetings) => ({ meetings, exhibitors: 0, buyers: 0 }))
  for (const { meetings, exhibits } of loads) {
    const bin = bins[meetings]
    if (bin) bin[exhibits ? 'exhibitors' : 'buyers']++
  }
  return bins
}

/** How many meetings are held at once in every slot. */
export function useOfTables({ timetable }: Atlas): number[] {
  const use = timetable.slots.map(() => 0)
  for (const { slot } of timetable.meetings) use[slot] = (use[slot] ?? 0) + 1
  return use
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** How far a level can be from the best, 0 to 1: what is above the bound, as part of the value. */
export function gapOf({ value, bound }: LevelProof): number {
  return (value - bound) / Math.max(1, value)
}
