import type { Milestone, Order } from '../api/shapes'
import { toMinor } from '../money/money'

/** The states in which nothing about an order goes on but its papers and talk. */
export const ended: string[] = ['COMPLETED', 'REFUNDED', 'CANCELLED', 'EXPIRED', 'DECLINED']

/** Whose turn it is with an order, in words for its reader: of which milestone, and until when. */
export type Turn = { says: string; milestone?: Milestone; until?: string }

type Kind = 'inspect' | 'receive' | 'ship'

const at: Record<Kind, Milestone['state']> = { inspect: 'INSPECTION', receive: 'SHIPPED', ship: 'FUNDED' }
/** Everybody looks first for what is up to them; in what others do, what runs out by itself comes first. */
const wanted: Record<string, Kind[]> = { buyer: ['inspect', 'receive', 'ship'], seller: ['ship', 'inspect', 'receive'] }
const theirs: Record<Kind, string> = { inspect: 'order.turn.theyInspect', receive: 'order.turn.theyReceive', ship: 'order.turn.theyShip' }
const ours: Record<string, Partial<Record<Kind, string>>> = {
  buyer: { inspect: 'order.turn.inspect', receive: 'order.turn.receive' },
  seller: { ship: 'order.turn.ship' },
}

export function turn(order: Order): Turn {
  const { held, state, may, you, fundBy, milestones } = order
  const party = you === 'buyer' || you === 'seller'
  if (held) return { says: party ? 'order.turn.held' : 'order.turn.heldWatched' }
  if (may.includes('fund')) {
    const agreed = order.quotes?.find(({ state: at }) => at === 'ACCEPTED')
    if (agreed) return { says: 'order.turn.quotePay', until: agreed.payBy }
    const late = order.quotes?.find(({ state: at, received }) => at === 'LAPSED' && received && toMinor(received) > 0n)
    if (late) return { says: 'order.turn.quoteLate', until: late.returnBy }
    return { says: 'order.payWords', until: fundBy }
  }
  if (may.includes('start')) return { says: 'order.startWords', until: milestones[0]?.due }
  if (state === 'IN_DELIVERY') return delivery(order)
  if (state === 'COMPLETED' && toMinor(order.totals.refunded) > 0n) return { says: 'order.now.split' }
  return { says: `order.now.${state.toLowerCase()}`, until: state === 'FUNDED' ? milestones[0]?.due : fundBy }
}

function delivery({ you, milestones }: Order): Turn {
  for (const kind of wanted[you] ?? wanted.buyer ?? []) {
    const milestone = soonest(milestones.filter(({ state }) => state === at[kind]))
    if (milestone) return { says: ours[you]?.[kind] ?? theirs[kind], milestone, until: kind === 'inspect' ? milestone.inspectUntil : kind === 'ship' ? milestone.due : undefined }
  }
  const accepted = milestones.find(({ state }) => state === 'ACCEPTED')
  if (accepted) return { says: 'order.turn.release', milestone: accepted }
  const contested = milestones.find(({ state }) => state === 'DISPUTED')
  return contested ? { says: 'order.turn.disputed', milestone: contested } : { says: 'order.now.in_delivery' }
}

/** The one whose time to inspect ends first; where no clock runs, the first as agreed. */
function soonest(milestones: Milestone[]): Milestone | undefined {
  const ends = ({ inspectUntil }: Milestone) => (inspectUntil ? Date.parse(inspectUntil) : Infinity)
  return milestones.reduce<Milestone | undefined>((best, one) => (!best || ends(one) < ends(best) ? one : best), undefined)
}
