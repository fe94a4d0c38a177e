import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useMe } from '../api/session'
import type { Availability } from './shapes'

const path = '/api/v1/exhibitions/{id}/availability'

const availabilityQuery = (exhibition: string) =>
  queryOptions({ queryKey: ['availability', exhibition], queryFn: ({ signal }) => read<Availability>(path, { path: { id: exhibition } }, signal), enabled: exhibition !== '' })

/** When the reader can meet, slot by slot. */
export function useAvailability() {
  const me = useMe()
  return useQuery({ ...availabilityQuery(me?.exhibition ?? ''), enabled: Boolean(me?.person && me.exhibition) })
}

export type Said = Pick<Availability, 'open' | 'closed' | 'busyUrl'>

/** Says it anew, decided on the version that was seen; where one can meet with whom follows from it. */
export function useSayAvailability(told?: string) {
  const queries = useQueryClient()
  const exhibition = useMe()?.exhibition ?? ''
  return useChange(
    ({ said, version }: { said: Said; version: number }) => write<Availability>('put', path, { path: { id: exhibition }, body: said, version }),
    {
      told,
      refresh: [['availability'], ['slots'], ['why'], ['suggestions']],
      done: (answer) => {
        if (answer?.slots) queries.setQueryData(['availability', exhibition], answer)
      },
    },
  )
}

/** Opens one slot beside all that was said before: the own side's remedy when no common time is left. */
export function useOpenSlot(told: string) {
  const exhibition = useMe()?.exhibition ?? ''
  return useChange(
    async (starts: string) => {
      const now = await read<Availability>(path, { path: { id: exhibition } })
      const other = (one: string) => Date.parse(one) !== Date.parse(starts)
      const body = { open: [...now.open.filter(other), starts], closed: now.closed.filter(other), busyUrl: now.busyUrl }
      return write<Availability>('put', path, { path: { id: exhibition }, body, version: now.v })
    },
    { told, refresh: [['availability'], ['slots'], ['why'], ['suggestions']] },
  )
}
