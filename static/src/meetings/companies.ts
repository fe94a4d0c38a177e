import { useQueries, useQuery } from '@tanstack/react-query'
import { read } from '../api/client'
import { useMe } from '../api/session'
import type { BoothSummary, List, MeetingRequest, Organization, Suggestion } from '../api/shapes'
import type { Company } from './wishes'

/** My requests and meetings, sent and received, whatever became of them. */
export function useAllRequests() {
  const me = useMe()
  return useQuery({
    queryKey: ['requests', 'all'],
    queryFn: ({ signal }) => read<List<MeetingRequest>>('/api/v1/meeting-requests', { query: { box: 'all', limit: 200 } }, signal),
    enabled: Boolean(me?.person),
  })
}

/** The companies one can wish for, by id; those that only a wish names are asked for one by one. */
export function useCompanies(named: string[]): Map<string, Company> {
  const me = useMe()
  const exhibition = me?.exhibition ?? ''
  const known = Boolean(me?.person && exhibition)
  const suggestions = useQuery({
    queryKey: ['suggestions', exhibition, 50],
    queryFn: ({ signal }) => read<List<Suggestion>>('/api/v1/exhibitions/{id}/suggestions', { path: { id: exhibition }, query: { limit: 50 } }, signal),
    enabled: known,
  })
  const booths = useQuery({
    queryKey: ['booths', exhibition],
    queryFn: ({ signal }) => read<List<BoothSummary>>('/api/v1/exhibitions/{id}/booths', { path: { id: exhibition }, query: { limit: 200 } }, signal),
    enabled: known,
    staleTime: 60_000,
  })
  const requests = useAllRequests()
  const found = new Map<string, Company>()
  for (const one of booths.data?.items ?? []) {
    found.set(one.org, { org: one.org, name: one.orgName, booth: one.id, country: one.country, languages: one.languages, zone: one.zone })
  }
  for (const { requester, invitee } of requests.data?.items ?? []) {
    for (const side of [requester, invitee]) if (!found.has(side.org)) found.set(side.org, { org: side.org, name: side.orgName, languages: [], zone: side.zone })
  }
  for (const one of suggestions.data?.items ?? []) {
    found.set(one.org, { ...found.get(one.org), org: one.org, name: one.orgName, booth: one.booth, country: one.country, languages: one.languages })
  }
  const settled = !suggestions.isLoading && !booths.isLoading && !requests.isLoading
  const unknown = settled ? named.filter((org) => !found.has(org)) : []
  const others = useQueries({
    queries: unknown.map((org) => ({
      queryKey: ['organization', org],
      queryFn: ({ signal }: { signal: AbortSignal }) => read<Organization>('/api/v1/organizations/{id}', { path: { id: org } }, signal),
      staleTime: Infinity,
    })),
  })
  for (const { data } of others) if (data) found.set(data.id, { org: data.id, name: data.name, country: data.country, languages: [] })
  if (me?.organization) found.delete(me.organization.id)
  return found
}
