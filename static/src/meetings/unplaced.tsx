import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CancelMeeting } from './cancelmeeting'
import styles from './meetings.module.css'
import { WhyNot } from './whynot'

/** Both sides agreed and there is no time yet, or none could be found: said in words, with what one can do about it. */
export function Unplaced({ request, other }: { request: { id: string; v: number; state: string }; other: { org: string } }) {
  const { t } = useTranslation()
  const [why, setWhy] = useState(false)
  const [cancelling, setCancelling] = useState(false)
  if (request.state !== 'accepted_unscheduled' && request.state !== 'unplaceable') return null
  return (
    <div className={styles.unplaced} data-state={request.state}>
      <p>{t(`requests.unplaced.${request.state}`)}</p>
      {request.state === 'accepted_unscheduled' && (
        <Button size="sm" h={44} variant="subtle" color="gray" onClick={() => setCancelling(true)}>
          {t('agenda.cancel')}
        </Button>
      )}
      {cancelling && <CancelMeeting meeting={request} close={() => setCancelling(false)} />}
      {request.state === 'unplaceable' && (
        <>
          <Button size="sm" h={44} variant="outline" aria-expanded={why} onClick={() => setWhy(!why)}>
            {t('why.ask')}
          </Button>
          {why && <WhyNot org={other.org} />}
        </>
      )}
    </div>
  )
}
