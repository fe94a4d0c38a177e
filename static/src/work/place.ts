import type { WorkItem } from './shapes'

/** Where something is done, and the words of the link to it. */
export type Place = { to: string; params?: { order: string }; search?: { proposal: string }; words: string }

const order = (item: WorkItem, words: string): Place => ({ to: '/orders/$order', params: { order: item.order ?? '' }, words })

/** The page on which an item is done. What two officers decide with one press each is done at the clearing desk. */
export function placeOf(item: WorkItem): Place {
  switch (item.kind) {
    case 'dispute':
      return order(item, 'work.to.dispute')
    case 'financing':
      return { to: '/financing', words: 'work.to.financing' }
    case 'debt':
      return item.action === 'pay-debt' ? { to: '/orders', words: 'work.to.money' } : { to: '/clearing/claims', words: 'work.to.claims' }
    case 'claim':
    case 'resolve':
      return { to: '/clearing/claims', words: 'work.to.claims' }
    case 'suspense':
      return { to: '/clearing/suspense', words: 'work.to.suspense' }
    case 'exception':
    case 'statement':
      return { to: '/bank', words: 'work.to.bank' }
    case 'party':
      return { to: '/compliance', words: 'work.to.compliance' }
    case 'proposal':
      return { to: '/clearing', search: { proposal: item.proposal ?? '' }, words: 'work.to.clearing' }
    case 'payout':
      return { to: '/clearing', words: 'work.to.clearing' }
    default:
      return order(item, 'work.to.order')
  }
}
