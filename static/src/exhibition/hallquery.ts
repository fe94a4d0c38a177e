import { read } from '../api/client'
import type { HallPage } from '../api/shapes'

/** A hall with its booths as they are now. */
export const hallQuery = (id: string) => ({
  queryKey: ['hall', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => read<HallPage>('/api/v1/halls/{id}', { path: { id } }, signal),
  refetchInterval: 30_000,
})
