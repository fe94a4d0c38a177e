import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client'
import type { Organization } from '../api/shapes'
import { Words } from '../i18n/words'

/** An organization by its name; by its id until that is known, and if it has none here. */
export function OrgName({ org }: { org: string }) {
  const found = useQuery({
    queryKey: ['organization', org],
    queryFn: ({ signal }) => read<Organization>('/api/v1/organizations/{id}', { path: { id: org } }, signal),
    staleTime: Infinity,
    retry: false,
  })
  return found.data ? <Words of={found.data.name} /> : <bdi className="number">{org}</bdi>
}
