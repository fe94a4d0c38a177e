import type { Milestone } from '../api/shapes'
import { fromMinor, toMinor } from '../money/money'
import { within } from '../money/splitting'
import { dayIn, instantOf } from '../time/zones'
import type { Wanted } from './draftchanges'

/** As many milestones as an order may have. */
export const most = 64

/** A milestone as it is typed. `kept` is the instant behind the day, so that a day nobody touched stays the same instant. */
export type Fields = { key: number; title: string; amount: string; due: string; kept?: string; days: string; quantity: string; silence: boolean }

export function fieldsOf(milestone: Milestone, zone: string): Fields {
  const { id, title, amount, due, inspectionDays, quantity, silenceAccepts } = milestone
  return {
    key: Number(/\d+$/.exec(id)?.[0] ?? 0),
    title,
    amount: amount.amount,
    due: due ? dayIn(due, zone) : '',
    kept: due,
    days: inspectionDays ? String(inspectionDays) : '',
    quantity: quantity ? String(quantity) : '',
    silence: silenceAccepts,
  }
}

/** A whole number from nothing to `most`; an empty field is nothing. */
function whole(typed: string, most: number): number | undefined {
  if (!/^\d{0,10}$/.test(typed.trim())) return undefined
  const number = Number(typed.trim() || 0)
  return number <= most ? number : undefined
}

/** What was typed as a milestone the server takes, undefined while it is none. The day to ship by ends with that day. */
export function wantedOf(row: Fields, currency: string, zone: string): Wanted | undefined {
  const amount = within(row.amount, fromMinor(1n << 53n, currency), 1n)
  const [inspectionDays, quantity] = [whole(row.days, 90), whole(row.quantity, 1_000_000_000)]
  const title = row.title.trim()
  if (!amount || !title || inspectionDays === undefined || quantity === undefined) return undefined
  let due: string | undefined
  if (row.due) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(row.due)) return undefined
    due = row.kept && dayIn(row.kept, zone) === row.due ? row.kept : instantOf(row.due, '23:59', zone).toISOString()
  }
  return { title, amount: fromMinor(toMinor(amount), currency), due, inspectionDays, silenceAccepts: row.silence, quantity }
}
