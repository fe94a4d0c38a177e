import { queryOptions, useQuery } from '@tanstack/react-query'
import { read, rememberCsrf } from './client'
import type { Exhibition, Me, Role } from './shapes'

/** Who is signed in; answers without a person for a visitor nobody knows yet. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const me = await read<Me>('/api/v1/me', {}, signal)
    rememberCsrf(me.csrf)
    return me
  },
  staleTime: 60_000,
})

export function exhibitionQuery(id: string | undefined) {
  return queryOptions({
    queryKey: ['exhibition', id],
    queryFn: ({ signal }) => read<Exhibition>('/api/v1/exhibitions/{id}', { path: { id: id ?? '' } }, signal),
    enabled: id !== undefined && id !== '',
    staleTime: 60_000,
  })
}

export function useMe(): Me | undefined {
  return useQuery(meQuery).data
}

/** The exhibition the visitor stands in. */
export function useExhibition(): Exhibition | undefined {
  const me = useMe()
  return useQuery(exhibitionQuery(me?.exhibition)).data
}

/** The zone times are told in: the person's own, else the browser's. */
export function useZone(): string {
  return useMe()?.person?.zone || Intl.DateTimeFormat().resolvedOptions().timeZone
}

export function holds(me: Me | undefined, ...roles: Role[]): boolean {
  return me?.grants?.some((grant) => (roles as string[]).includes(grant.role)) ?? false
}
