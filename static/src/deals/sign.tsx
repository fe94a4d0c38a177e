import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { Problem } from '../api/problem'
import { useMe } from '../api/session'
import type { Deal, Offer } from '../api/shapes'
import { Seal } from '../face/seal'
import { Commission } from './commission'
import styles from './deals.module.css'

/** Agrees to a hash. That the other side agreed to the same one meanwhile is no reason to be asked again; other terms are. */
export async function onTheTable(deal: Deal, hash: string, agree: (version: number) => Promise<unknown>): Promise<unknown> {
  try {
    return await agree(deal.v)
  } catch (failure) {
    if (!(failure instanceof Problem && failure.status === 412)) throw failure
    const now = await read<Deal>('/api/v1/deals/{id}', { path: { id: deal.id } })
    if (now.versions?.find(({ n }) => n === now.current)?.hash !== hash) throw failure
    return agree(now.v)
  }
}

/** The pen: a name under exactly this hash. The same in the deal room and in front of an audience. */
export function Sign({ deal, offer, close }: { deal: Deal; offer: Offer; close: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const [name, setName] = useState(me?.person?.name ?? '')
  const sign = useChange(
    () => onTheTable(deal, offer.hash, (version) => write('post', '/api/v1/deals/{id}/sign', { path: { id: deal.id }, body: { hash: offer.hash, consent: true, name: name.trim() }, version })),
    { refresh: [['deal', deal.id], ['deals']], told: t('deal.signed'), done: close },
  )
  return (
    <Modal opened onClose={close} title={t('deal.signTitle', { n: offer.n })} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <div className={styles.form}>
        <div className={styles.impression}>
          <Seal hash={offer.hash} by={name} size={96} />
          <code>{offer.hash}</code>
        </div>
        <Commission terms={offer.terms} />
        <p>{deal.consent}</p>
        <p className="quiet">{t('deal.signNote')}</p>
        <TextInput data-autofocus label={t('deal.signName')} value={name} onChange={(event) => setName(event.currentTarget.value)} autoComplete="name" />
        <Button color="vermilion" size="lg" disabled={!name.trim()} loading={sign.isPending} onClick={() => sign.mutate()}>
          {t('deal.press')}
        </Button>
      </div>
    </Modal>
  )
}
