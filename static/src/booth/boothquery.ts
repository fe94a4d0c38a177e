import { read } from '../api/client'
import type { Booth } from '../api/shapes'

/** A booth as it is now; who is on duty changes by the minute. */
export const boothQuery = (id: string) => ({
  queryKey: ['booth', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => read<Booth>('/api/v1/booths/{id}', { path: { id } }, signal),
  refetchInterval: 30_000,
})

/** A booth's own room is named after it. */
export const boothRoom = (booth: string) => `room_${booth}`
