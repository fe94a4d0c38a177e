import type { Obstacle, SlotObstacles } from './shapes'

/** A meeting in the hand, by mouse or keyboard: where it came from and over which slot it is. */
export type Carry = { wish: string; person: string; from: number; over: number }

export type CarryAct =
  | { type: 'pick'; wish: string; person: string; slot: number }
  | { type: 'over'; slot: number }
  | { type: 'step'; by: number; slots: number }
  | { type: 'end' }

export function carrying(carry: Carry | undefined, act: CarryAct): Carry | undefined {
  switch (act.type) {
    case 'pick':
      return { wish: act.wish, person: act.person, from: act.slot, over: act.slot }
    case 'over':
      return carry && carry.over !== act.slot ? { ...carry, over: act.slot } : carry
    case 'step':
      return carry && { ...carry, over: Math.max(0, Math.min(act.slots - 1, carry.over + act.by)) }
    case 'end':
      return undefined
  }
}

/** What is known of a slot for the meeting in the hand. */
export type Ground = { state: 'asking' } | { state: 'here' } | { state: 'free' } | { state: 'blocked'; obstacles: Obstacle[] }

export function groundOf(carry: Carry, slots: SlotObstacles[] | undefined, slot: number): Ground {
  if (slot === carry.from) return { state: 'here' }
  const found = slots?.find((one) => one.slot === slot)
  if (!found) return { state: 'asking' }
  return found.obstacles?.length ? { state: 'blocked', obstacles: found.obstacles } : { state: 'free' }
}

/** How many columns an arrow goes; the first slot is at the side where reading begins. */
export function stepOf(key: string, rightToLeft: boolean): number {
  if (key === 'ArrowRight') return rightToLeft ? -1 : 1
  if (key === 'ArrowLeft') return rightToLeft ? 1 : -1
  return 0
}

/** A cell of the matrix: the row's key and the slot. */
export type Spot = { row: string; slot: number }

/** The cell that a key goes to from another; undefined for a key that goes nowhere. */
export function spotAfter(key: string, { row, slot }: Spot, rows: string[], slots: number, rightToLeft: boolean, page = 10): Spot | undefined {
  const at = rows.indexOf(row)
  const into = (next: number) => rows[Math.max(0, Math.min(rows.length - 1, next))] ?? row
  const step = stepOf(key, rightToLeft)
  if (step !== 0) return { row, slot: Math.max(0, Math.min(slots - 1, slot + step)) }
  switch (key) {
    case 'ArrowDown':
      return { row: into(at + 1), slot }
    case 'ArrowUp':
      return { row: into(at - 1), slot }
    case 'PageDown':
      return { row: into(at + page), slot }
    case 'PageUp':
      return { row: into(at - page), slot }
    case 'Home':
      return { row, slot: 0 }
    case 'End':
      return { row, slot: slots - 1 }
    default:
      return undefined
  }
}
