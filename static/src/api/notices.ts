import { queryOptions } from '@tanstack/react-query'
import { read } from './client'
import type { List, Notice } from './shapes'

/** What the fair told this person, newest first. */
export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => read<List<Notice>>('/api/v1/notices', {}, signal),
  refetchInterval: 30_000,
})
