import { write } from '../api/client'
import type { WorkItem } from '../work/shapes'

/** What one press of an officer decides; the rest is done on pages of its own. */
export function pressable({ yours, kind, action, proposal }: WorkItem): boolean {
  if (!yours) return false
  if (action === 'check') return Boolean(proposal) || kind === 'release' || kind === 'payout'
  return action === 'propose' && ['release', 'payout', 'advance'].includes(kind)
}

/** What a version belongs to: the order, else the payout. */
export const versioned = ({ kind, order, payout }: WorkItem): string | undefined => (kind === 'payout' ? payout : order)

/** Takes the step of an item as of a version, and answers the version it brought about, if it tells one. */
export async function press(item: WorkItem, version = item.v): Promise<number | undefined> {
  const id = (value: string | undefined) => value ?? ''
  const { v } = await (item.proposal && item.action === 'check'
    ? write<{ v?: number }>('post', '/api/v1/clearing/proposals/{id}/confirm', { path: { id: item.proposal } })
    : item.kind === 'payout'
      ? write<{ v?: number }>('post', '/api/v1/payouts/{id}/approve', { path: { id: id(item.payout) }, version })
      : item.kind === 'advance'
        ? write<{ v?: number }>('post', '/api/v1/advances/{id}/approve', { path: { id: id(item.object) }, version })
        : write<{ v?: number }>('post', '/api/v1/orders/{id}/milestones/{milestone}/approve-release', {
            path: { id: id(item.order), milestone: id(item.milestone) },
            body: { as: item.action === 'check' ? 'checker' : 'maker' },
            version,
          }))
  return v
}
