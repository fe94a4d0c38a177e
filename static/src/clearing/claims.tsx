import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { List } from '../api/shapes'
import { Page, Section } from '../app/page'
import { ClaimPanel } from '../claims/claims'
import type { Claim, ClaimState } from '../claims/shapes'
import { Brake } from '../guards/brake'
import { Sandbox } from '../money/sandbox'
import { Empty, Loaded } from '../states/states'
import { Decision } from './claimsdecision'
import { Unknown } from './claimsunknown'
import { Debts } from './debts'
import { Losses } from './losses'

const views = ['running', 'WON', 'LOST'] as const

/** Money that banks call back, who owes since, payouts nobody knows about, and what nobody answers for. */
export function Claims() {
  const { t } = useTranslation()
  const [view, setView] = useState<(typeof views)[number]>('running')
  const claims = useQuery({
    queryKey: ['claims', 'all', view],
    queryFn: ({ signal }) => read<List<Claim>>('/api/v1/claims', { query: view === 'running' ? {} : { state: view satisfies ClaimState } }, signal),
    refetchInterval: 15_000,
  })
  return (
    <Page title={t('nav.claims')} above={t('claims.above')} wide>
      <Sandbox />
      <Brake />
      <SegmentedControl
        aria-label={t('claims.view')}
        value={view}
        onChange={(value) => setView(value as typeof view)}
        data={views.map((value) => ({ value, label: t(`claims.views.${value.toLowerCase()}`) }))}
        mb="lg"
      />
      <Loaded query={claims} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('claims.empty')}>{view === 'running' && t('claims.emptyWords')}</Empty> }}>
        {({ items }) => items.map((claim) => (
          <ClaimPanel key={claim.id} claim={claim} named>
            <Decision claim={claim} />
          </ClaimPanel>
        ))}
      </Loaded>
      <Section title={t('unknown.title')}>
        <Unknown />
      </Section>
      <Section title={t('debts.title')}>
        <Debts />
      </Section>
      <Losses />
    </Page>
  )
}
