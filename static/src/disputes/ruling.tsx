import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { useMe, useZone } from '../api/session'
import type { Dispute, Order } from '../api/shapes'
import { Sure } from '../guards/sure'
import { useWho } from '../guards/who'
import type { Split } from '../money/splitting'
import pieces from '../theme/pieces.module.css'
import { dayAndClock } from '../time/zones'
import styles from './disputes.module.css'
import { useSide } from './disputewords'
import { Shares, SplitForm } from './offers'

type Props = { dispute: Dispute; order: Order }

/** An arbitrator's ruling with its reasons, the appeal against it, and an arbitrator's own moves. */
export function Ruled({ dispute, order }: Props) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const side = useSide()
  const who = useWho()
  const { ruling, appeal, may } = dispute
  const me = useMe()?.person?.id
  const told = order.you === 'arbitrator' ? standing(dispute, me) : undefined
  const party = ['buyer', 'seller'].includes(order.you)
  if (!ruling && !appeal && !told && !may.includes('decide')) return null
  // An appeal stands below the ruling it is about, and above the one that came of it.
  const heard = appeal !== undefined && ['RULED', 'EXECUTED'].includes(dispute.state)
  const appealed = appeal && (
    <div className={styles.offer}>
      <p>{t('dispute.appealBy', { by: side(appeal.by) })}</p>
      {appeal.reason && <Said words={appeal.reason} />}
    </div>
  )
  return (
    <div>
      {heard && appealed}
      <h4>{t(heard ? 'dispute.rulingOnAppeal' : 'dispute.ruling')}</h4>
      {ruling && (
        <div className={styles.offer}>
          <p className="quiet">
            <time dateTime={ruling.at}>
              {dayAndClock(ruling.at, zone, i18n.language)}
            </time>
            {!party && (
              <>
                {' · '}
                <bdi>{who(ruling.by, ruling.name)}</bdi>
              </>
            )}
            {ruling.second && ` · ${t('dispute.second')}`}
          </p>
          <Shares split={ruling} />
          {ruling.reason && <Said words={ruling.reason} />}
        </div>
      )}
      {!heard && appealed}
      {told && <p>{t(told)}</p>}
      {ruling && may.includes('confirm') && <Confirm dispute={dispute} order={order} ruling={ruling} />}
      {may.includes('decide') && <Decide dispute={dispute} order={order} />}
    </div>
  )
}

/** What an arbitrator should know of where the case stands before anything else, as the key of its words. */
function standing({ state, may, ruling }: Dispute, me: string | undefined): string | undefined {
  const judged = me !== undefined && [ruling?.by, ruling?.second].includes(me)
  if (state === 'RULED') return may.includes('confirm') ? 'dispute.toConfirm' : 'dispute.awaitsSecond'
  if (state !== 'EVIDENCE' && state !== 'APPEALED') return undefined
  if (may.includes('decide')) return 'dispute.heard'
  return judged ? 'dispute.judged' : 'dispute.unheard'
}

function Said({ words }: { words: string }) {
  return (
    <blockquote className={pieces.said}>
      <bdi>{words}</bdi>
    </blockquote>
  )
}

/** A second arbitrator confirms exactly this: both amounts and the reasons, once more in view. */
function Confirm({ dispute, order, ruling }: Props & { ruling: NonNullable<Dispute['ruling']> }) {
  const { t } = useTranslation()
  const confirm = useChange(
    (_close: () => void) => write('post', '/api/v1/orders/{id}/disputes/{dispute}/confirm', { path: { id: order.id, dispute: dispute.id }, version: order.v }),
    { refresh: [['order', order.id], ['disputes']], told: t('dispute.confirmed'), done: (_, close) => close() },
  )
  return (
    <Sure label={t('dispute.confirm')} words={t('dispute.confirmWords')} pending={confirm.isPending} act={confirm.mutate}>
      <Shares split={ruling} />
      <Said words={ruling.reason} />
    </Sure>
  )
}

/** The ruling itself. Another one in the place of a ruling that waits is written only after asking for the form. */
function Decide({ dispute, order }: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [writing, setWriting] = useState(false)
  const decide = useChange(
    (split: Split) => write('post', '/api/v1/orders/{id}/disputes/{dispute}/decide', { path: { id: order.id, dispute: dispute.id }, body: { ...split, reason: reason.trim() }, version: order.v }),
    { refresh: [['order', order.id], ['disputes']], told: t('dispute.ruledOn') },
  )
  const again = dispute.state === 'RULED'
  if (again && !writing) {
    return (
      <Button ms="sm" variant="outline" onClick={() => setWriting(true)}>
        {t('dispute.decideOtherwise')}
      </Button>
    )
  }
  return (
    <SplitForm
      whole={dispute.contested}
      label={t(again ? 'dispute.decideOtherwise' : 'dispute.decide')}
      pending={decide.isPending}
      ready={Boolean(reason.trim())}
      sure={t(dispute.state === 'APPEALED' ? 'dispute.decideFinal' : 'dispute.decideWords')}
      send={decide.mutate}
    >
      <Textarea
        required
        rows={4}
        label={t('dispute.decideReason')}
        description={t('dispute.decideReasonWords')}
        maxLength={4000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </SplitForm>
  )
}

/** The one appeal against a ruling. */
export function Appeal({ dispute, order }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const appeal = useChange(
    () => write('post', '/api/v1/orders/{id}/disputes/{dispute}/appeal', { path: { id: order.id, dispute: dispute.id }, body: { reason: reason.trim() || undefined }, version: order.v }),
    { refresh: [['order', order.id]], told: t('dispute.appealed'), done: () => setAsking(false) },
  )
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('dispute.appeal')}</Button>
      {asking && (
        <Modal opened onClose={() => setAsking(false)} title={t('dispute.appeal')} closeButtonProps={{ 'aria-label': t('action.close') }}>
          <p>{t('dispute.appealWords')}</p>
          <Textarea data-autofocus label={t('dispute.appealReason')} maxLength={4000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Button mt="md" fullWidth loading={appeal.isPending} onClick={() => appeal.mutate()}>
            {t('dispute.appeal')}
          </Button>
        </Modal>
      )}
    </>
  )
}
