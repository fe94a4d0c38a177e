import type { Dispute } from '../api/shapes'
import type { Case } from './shapes'

/** What comes next in a dispute; the first two are the reader's to do. */
export type Step = 'rule' | 'confirm' | 'hear' | 'judged' | 'second' | 'appeal' | 'negotiate' | 'over'

export const yours: Step[] = ['rule', 'confirm']

export function stepOf({ state, may, ruling }: Dispute, reader: string | undefined): Step {
  if (may.includes('confirm')) return 'confirm'
  if (may.includes('decide')) return 'rule'
  const judged = reader !== undefined && [ruling?.by, ruling?.second].includes(reader)
  switch (state) {
    case 'NEGOTIATION':
      return 'negotiate'
    case 'EVIDENCE':
    case 'APPEALED':
      return judged ? 'judged' : 'hear'
    case 'RULED':
      return 'second'
    case 'DECIDED':
      return 'appeal'
    default:
      return 'over'
  }
}

/** When the clock of the dispute's state runs out; none runs while a ruling waits for a second arbitrator, and none once it is over. */
export function deadlineOf({ state, clocks }: Dispute): string | undefined {
  if (state === 'NEGOTIATION') return clocks.escalatesAt
  if (state === 'EVIDENCE' || state === 'APPEALED') return clocks.evidenceUntil
  if (state === 'DECIDED') return clocks.appealUntil
  return undefined
}

/** What waits for the reader first, then by deadline; what has none comes last, the oldest first. */
export function byUrgency(cases: Case[], reader: string | undefined): Case[] {
  const rank = ({ dispute }: Case) => (yours.includes(stepOf(dispute, reader)) ? 0 : 1)
  const due = ({ dispute }: Case) => Date.parse(deadlineOf(dispute) ?? '') || Infinity
  const earlier = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1)
  return [...cases].sort((a, b) => rank(a) - rank(b) || earlier(due(a), due(b)) || earlier(Date.parse(a.dispute.opened), Date.parse(b.dispute.opened)))
}
