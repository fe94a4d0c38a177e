import { SegmentedControl } from '@mantine/core'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useMe } from '../api/session'
import type { List, Preference, Suggestion } from '../api/shapes'
import type { Wish } from './shapes'
import { wished, wishedAmong } from './wishes'

/** What my own company wants of others; nobody else reads it. */
export const wishesQuery = (exhibition: string) =>
  queryOptions({
    queryKey: ['preferences', exhibition],
    queryFn: ({ signal }) => read<List<Wish>>('/api/v1/exhibitions/{id}/preferences', { path: { id: exhibition } }, signal),
    enabled: exhibition !== '',
  })

/** Says how much I want to meet a company; every list that shows it follows at once. */
export function useWish() {
  const queries = useQueryClient()
  const exhibition = useMe()?.exhibition ?? ''
  const wishes = ['preferences', exhibition]
  const suggestions = ['suggestions', exhibition]
  return useChange(
    ({ org, want }: { org: string; want: Preference }) => write('put', '/api/v1/exhibitions/{id}/preferences/{org}', { path: { id: exhibition, org }, body: { want } }),
    {
      refresh: [wishes, suggestions, ['why']],
      expect: ({ org, want }) => {
        const before = queries.getQueryData<List<Wish>>(wishes)
        const lists = queries.getQueriesData<List<Suggestion>>({ queryKey: suggestions })
        queries.setQueryData(wishes, wished(before, org, want))
        for (const [key, list] of lists) queries.setQueryData(key, wishedAmong(list, org, want))
        return () => {
          queries.setQueryData(wishes, before)
          for (const [key, list] of lists) queries.setQueryData(key, list)
        }
      },
    },
  )
}

/** Must, want, open or never: one press. */
export function WishControl({ org, name, want }: { org: string; name: string; want: Preference }) {
  const { t } = useTranslation()
  const wish = useWish()
  return (
    <SegmentedControl
      aria-label={t('matches.preference', { name })}
      value={want}
      onChange={(value) => wish.mutate({ org, want: value as Preference })}
      data={(['must', 'want', 'none', 'never'] as const).map((value) => ({ value, label: t(`matches.want.${value}`) }))}
    />
  )
}
