import { queryOptions, useQuery } from '@tanstack/react-query'
import { read } from '../api/client'
import { useMe } from '../api/session'
import type { MeetingSettings } from './shapes'

export const settingsPath = '/api/v1/exhibitions/{id}/meeting-settings'

export const settingsQuery = (exhibition: string) =>
  queryOptions({
    queryKey: ['meeting-settings', exhibition],
    queryFn: ({ signal }) => read<MeetingSettings>(settingsPath, { path: { id: exhibition } }, signal),
    enabled: exhibition !== '',
    staleTime: 60_000,
  })

/** Whether the organizers give meetings their time, so that agreeing needs none. */
export function useOrganized(): boolean {
  const settings = useQuery(settingsQuery(useMe()?.exhibition ?? ''))
  return settings.data !== undefined && settings.data.schedulingMode !== 'participants'
}
