import type { components } from '../api/schema'
import type { Milestone } from '../api/shapes'

export type Wanted = components['schemas']['SettlementAmendedMilestone']
/** What of a milestone is not as it was agreed to last; one that was not there is new. */
export type Change = 'new' | 'title' | 'amount' | 'due' | 'inspectionDays' | 'silenceAccepts' | 'quantity'

/** A milestone as a side would write it. */
export function wanted({ title, amount, due, inspectionDays, silenceAccepts, quantity }: Milestone): Wanted {
  return { title, amount, due, inspectionDays: inspectionDays ?? 0, silenceAccepts, quantity: quantity ?? 0 }
}

const fields = ['due', 'inspectionDays', 'silenceAccepts', 'quantity'] as const

/** What has changed of a milestone since `was`. A title that nobody remembers is not called changed. */
export function changes(now: Wanted, was: Wanted | undefined): Change[] {
  if (!was) return ['new']
  const found: Change[] = fields.filter((field) => (now[field] || undefined) !== (was[field] || undefined))
  if (now.amount.amount !== was.amount.amount) found.unshift('amount')
  if (was.title && now.title !== was.title) found.unshift('title')
  return found
}
