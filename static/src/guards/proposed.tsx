import type { QueryKey } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { useMe } from '../api/session'
import styles from './guards.module.css'
import type { Proposal } from './shapes'
import { Sure } from './sure'
import { useWhen, useWho } from './who'

/** What one person has proposed and another has to confirm; who proposed it may take it back, a checker may refuse it. */
export function Proposed({ proposal, refresh }: { proposal: Proposal; refresh: QueryKey[] }) {
  const { t } = useTranslation()
  const who = useWho()
  const when = useWhen()
  const mine = useMe()?.person?.id === proposal.proposedBy
  const drop = useChange((_close: () => void) => write('post', '/api/v1/clearing/proposals/{id}/drop', { path: { id: proposal.id } }), {
    refresh,
    told: t('hold.dropped'),
    done: (_, close) => close(),
  })
  return (
    <div className={styles.proposed}>
      <p>
        <bdi>{t(mine ? 'hold.proposedByYou' : 'hold.proposedBy', { who: who(proposal.proposedBy, proposal.by) })}</bdi>
        <time dateTime={proposal.at} className="quiet">
          {' · '}
          {when(proposal.at)}
        </time>
      </p>
      {proposal.may.includes('drop') && <Sure outline label={t(mine ? 'hold.takeBack' : 'hold.refuse')} words={t('hold.dropWords')} pending={drop.isPending} act={drop.mutate} />}
    </div>
  )
}
