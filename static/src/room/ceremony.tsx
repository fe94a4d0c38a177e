import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useExhibition, useZone } from '../api/session'
import type { Deal, List, Room, Session } from '../api/shapes'
import { Sign } from '../deals/sign'
import { Seal } from '../face/seal'
import { Words } from '../i18n/words'
import { clock } from '../time/zones'
import { useNow } from '../time/now'
import styles from './panel.module.css'
import { sessionOfNow } from './programme'
import { ceremonyOf } from './roomapi'
import type { View } from './view'

/** A deal signed in front of the audience: both names, the hash they sign, and the seal at the moment it is set. */
export function Ceremony({ room, view }: { room: Room; view: View }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const now = useNow(15_000)
  const exhibition = useExhibition()?.id ?? ''
  const sessions = useQuery({ queryKey: ['sessions', exhibition], queryFn: ({ signal }) => read<List<Session>>('/api/v1/exhibitions/{id}/sessions', { path: { id: exhibition } }, signal), enabled: exhibition !== '' })
  const session = sessionOfNow(sessions.data?.items ?? [], room.id, now, ({ kind }) => kind === 'ceremony')
  const news = view.picture.announced.at(-1)?.offset
  const ceremony = useQuery({
    queryKey: ['ceremony', session?.id, news],
    queryFn: ({ signal }) => ceremonyOf(exhibition, session?.id ?? '', signal),
    enabled: Boolean(session),
    placeholderData: (before) => before,
    retry: false,
  })
  const deal = useQuery({
    queryKey: ['deal', ceremony.data?.deal],
    queryFn: ({ signal }) => read<Deal>('/api/v1/deals/{id}', { path: { id: ceremony.data?.deal ?? '' } }, signal),
    enabled: Boolean(ceremony.data?.deal),
  })
  const [signing, setSigning] = useState(false)
  if (!ceremony.data) return <p className={styles.faint}>{t('ceremony.none')}</p>
  const { title, signers, hash, state } = ceremony.data
  const offer = deal.data?.versions?.find(({ n }) => n === deal.data?.current)
  const maySign = deal.data && (deal.data.state === 'agreed' || deal.data.state === 'signing') && signers.some(({ signed }) => !signed)
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('ceremony.title')}>
      <h3 className={styles.dealTitle}>{title}</h3>
      {hash && (
        <p className={styles.faint}>
          {t('ceremony.hash')} <code dir="ltr">{hash}</code>
        </p>
      )}
      <ul className={styles.signers} aria-live="polite">
        {signers.map((signer) => (
          <li key={signer.organization}>
            {signer.signed && hash ? <Seal hash={hash} by={signer.by ?? ''} size={72} fresh /> : <span className={styles.unsigned} aria-hidden="true" />}
            <div>
              <strong>
                <Words of={signer.name} />
              </strong>
              <p className={styles.faint}>{signer.signed ? t('ceremony.signedBy', { name: signer.by ?? '', time: clock(signer.signed, zone, i18n.language) }) : t('ceremony.waits')}</p>
            </div>
          </li>
        ))}
      </ul>
      {(state === 'signed' || state === 'ordered') && <p role="status">{t('ceremony.done')}</p>}
      {maySign && (
        <Button color="vermilion" onClick={() => setSigning(true)}>
          {t('ceremony.sign')}
        </Button>
      )}
      {signing && deal.data && offer && <Sign deal={deal.data} offer={offer} close={() => setSigning(false)} />}
    </div>
  )
}
