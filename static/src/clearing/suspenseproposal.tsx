import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { holds, useMe, useZone } from '../api/session'
import type { List } from '../api/shapes'
import { Sure } from '../guards/sure'
import { dayAndClock } from '../time/zones'
import styles from './suspense.module.css'
import type { Proposal } from './suspenseshapes'

/** What changes with anything two officers decide. */
export const moved = [['suspense'], ['proposals'], ['debts'], ['payouts'], ['claims'], ['work'], ['orders'], ['books']]

/** What waits for a second officer, with the names of those who proposed it. */
export function useProposals() {
  const me = useMe()
  return useQuery({
    queryKey: ['proposals'],
    queryFn: ({ signal }) => read<List<Proposal>>('/api/v1/clearing/proposals', {}, signal),
    enabled: holds(me, 'clearing_maker', 'clearing_checker', 'auditor'),
    refetchInterval: 15_000,
  })
}

/** What one officer has proposed: who, when and what exactly. Another one confirms or refuses it; one's own can only be taken back. `alone` stands by itself, not as one of many. */
export function Proposed({ proposal, alone, children }: { proposal: Proposal; alone?: boolean; children: ReactNode }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const me = useMe()
  const proposals = useProposals()
  const path = { id: proposal.id }
  const confirm = useChange((_close: () => void) => write('post', '/api/v1/clearing/proposals/{id}/confirm', { path }), {
    refresh: moved,
    told: t('proposed.confirmed'),
    done: (_, close) => close(),
  })
  const mine = proposal.proposedBy === me?.person?.id
  const drop = useChange(() => write('post', '/api/v1/clearing/proposals/{id}/drop', { path }), { refresh: moved, told: t(mine ? 'proposed.takenBack' : 'proposed.refused') })
  const by = proposal.by ?? proposals.data?.items.find(({ id }) => id === proposal.id)?.by ?? proposal.proposedBy
  const may = (what: string) => proposal.may.includes(what)
  return (
    <div className={styles.proposed}>
      <p className={styles.by}>
        {mine ? t('proposed.byYou') : <>{t('proposed.by')} <bdi>{by}</bdi></>}
        <time dateTime={proposal.at} className="quiet">
          {' · '}
          {dayAndClock(proposal.at, zone, i18n.language)}
        </time>
      </p>
      <p className={styles.what}>{children}</p>
      {proposal.note && (
        <p className="quiet">
          <bdi>{proposal.note}</bdi>
        </p>
      )}
      <div className={styles.row}>
        {may('confirm') && (
          <Sure outline={!alone} label={t('proposed.confirm')} words={t('proposed.confirmWords')} pending={confirm.isPending} act={confirm.mutate}>
            <p className={styles.what}>{children}</p>
          </Sure>
        )}
        {may('drop') && (
          <Button variant={alone || !may('confirm') ? 'outline' : 'subtle'} loading={drop.isPending} onClick={() => drop.mutate()}>
            {t(mine ? 'proposed.takeBack' : 'proposed.refuse')}
          </Button>
        )}
      </div>
      {!may('confirm') && <p className="quiet">{t(mine ? 'proposed.otherMust' : 'proposed.waits')}</p>}
    </div>
  )
}
