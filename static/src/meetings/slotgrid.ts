import { clock, dayIn } from '../time/zones'
import type { Availability, OwnSlot, SlotState } from './shapes'

/** The slots of a fair as one person sees them: days side by side, the times of the day below each other. */
export type Grid = { days: string[]; times: string[]; at: (day: string, time: string) => OwnSlot | undefined }

/** What can still be met in. */
export const ahead = (slots: OwnSlot[], now: number) => slots.filter(({ ends }) => Date.parse(ends) > now)

/** The times of the day of which at least one day has more to say than that it lies outside the hours. */
export const ownTimes = (grid: Grid) => grid.times.filter((time) => grid.days.some((day) => (grid.at(day, time)?.free ?? 'night') !== 'night'))

const key = (day: string, time: string) => `${day} ${time}`

/** Lays slots out on the clock of a zone; a time that only some days have stands empty on the others. */
export function gridOf(slots: OwnSlot[], zone: string): Grid {
  const found = new Map<string, OwnSlot>()
  const days = new Set<string>()
  const times = new Set<string>()
  for (const slot of slots) {
    const day = dayIn(slot.starts, zone)
    const time = clock(slot.starts, zone, 'en-GB')
    days.add(day)
    times.add(time)
    // When the clocks go back a time comes twice; the first keeps the place, as it does on a wall clock that is asked once.
    if (!found.has(key(day, time))) found.set(key(day, time), slot)
  }
  return { days: [...days].sort(), times: [...times].sort(), at: (day, time) => found.get(key(day, time)) }
}

/** What a person has said by hand about single slots, by their starts. */
export type ByHand = Pick<Availability, 'open' | 'closed'>

const same = (a: string, b: string) => Date.parse(a) === Date.parse(b)
const without = (list: string[], starts: string) => list.filter((other) => !same(other, starts))
export const names = (list: string[], starts: string) => list.some((other) => same(other, starts))

/** Only what is agreed with somebody else is not turned by a press. */
export const mayTurn = (slot: OwnSlot) => slot.free !== 'meeting'

/** Whether somebody could be met in a slot of that state. */
export const isFree = (state: SlotState) => state === 'open' || state === 'hours'

/** The state of a slot with what was said since the server answered. */
export function stateOf(slot: OwnSlot, now: ByHand): SlotState {
  if (!mayTurn(slot)) return slot.free
  if (names(now.closed, slot.starts)) return 'closed'
  if (names(now.open, slot.starts)) return 'open'
  // Taken back: the hours alone speak. What was closed by hand lies within them, what was opened by hand does not.
  if (slot.free === 'closed') return 'hours'
  return slot.free === 'open' ? 'night' : slot.free
}

/** One press on a slot: what is free closes, what is not opens; a second press takes it back. */
export function turn(slot: OwnSlot, now: ByHand): ByHand {
  const open = without(now.open, slot.starts)
  const closed = without(now.closed, slot.starts)
  switch (stateOf(slot, now)) {
    case 'meeting':
      return now
    case 'hours':
      return { open, closed: [...closed, slot.starts] }
    case 'night':
    case 'busy':
      return { open: [...open, slot.starts], closed }
    default:
      return { open, closed }
  }
}

/** How many slots were turned since the server answered. */
export function turned(saved: ByHand, now: ByHand): number {
  const moved = (before: string[], after: string[]) => [...before.filter((one) => !names(after, one)), ...after.filter((one) => !names(before, one))]
  return new Set([...moved(saved.open, now.open), ...moved(saved.closed, now.closed)].map((one) => Date.parse(one))).size
}

export type Cell = { row: number; column: number }

/** Where the arrow keys lead in a grid; in a script that runs from right to left the sides change places. */
export function step(at: Cell, pressed: string, rows: number, columns: number, rightToLeft: boolean): Cell | undefined {
  const sideways = rightToLeft ? -1 : 1
  const moves: Record<string, Cell> = {
    ArrowUp: { row: at.row - 1, column: at.column },
    ArrowDown: { row: at.row + 1, column: at.column },
    ArrowLeft: { row: at.row, column: at.column - sideways },
    ArrowRight: { row: at.row, column: at.column + sideways },
    Home: { row: at.row, column: 0 },
    End: { row: at.row, column: columns - 1 },
    PageUp: { row: 0, column: at.column },
    PageDown: { row: rows - 1, column: at.column },
  }
  const to = moves[pressed]
  return to && to.row >= 0 && to.row < rows && to.column >= 0 && to.column < columns ? to : undefined
}
