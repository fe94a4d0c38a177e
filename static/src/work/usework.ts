import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client'
import { useMe } from '../api/session'
import type { Work, WorkItem } from './shapes'

/** What the reader has to do. `pause` stops reading it anew while lines are worked off. */
export function useWork(pause = false) {
  const me = useMe()
  return useQuery({
    queryKey: ['work'],
    queryFn: ({ signal }) => read<Work>('/api/v1/work', {}, signal),
    enabled: Boolean(me?.person),
    refetchInterval: pause ? false : 8_000,
  })
}

/** What names a line as long as it waits for the same step. */
export function keyOf({ kind, action, order, milestone, payout, object, proposal, code }: WorkItem): string {
  return [kind, action, order, milestone, payout, object, proposal, code].join('|')
}
