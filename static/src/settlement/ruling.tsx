import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { useZone } from '../api/session'
import type { Dispute, Order } from '../api/shapes'
import { clock, dayName } from '../time/zones'
import { useSide } from './disputewords'
import { Shares, SplitForm } from './offers'
import type { Split } from './splitting'
import { Sure } from './sure'
import styles from './settlement.module.css'

type Props = { dispute: Dispute; order: Order }

/** An arbitrator's ruling with its reasons, the appeal against it, and an arbitrator's own moves. */
export function Ruled({ dispute, order }: Props) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const side = useSide()
  const { ruling, appeal, may } = dispute
  const confirm = useChange(
    (_close: () => void) => write('post', '/api/v1/orders/{id}/disputes/{dispute}/confirm', { path: { id: order.id, dispute: dispute.id }, version: order.v }),
    { refresh: [['order', order.id]], told: t('dispute.confirmed'), done: (_, close) => close() },
  )
  if (!ruling && !appeal && !may.includes('decide') && !may.includes('confirm')) return null
  return (
    <div>
      <h4>{t('dispute.ruling')}</h4>
      {ruling && (
        <div className={styles.offer}>
          <p className="quiet">
            <time dateTime={ruling.at}>
              {dayName(ruling.at, zone, i18n.language)}, {clock(ruling.at, zone, i18n.language)}
            </time>
            {ruling.second && ` · ${t('dispute.second')}`}
          </p>
          <Shares split={ruling} />
          {ruling.reason && (
            <blockquote className={styles.said}>
              <bdi>{ruling.reason}</bdi>
            </blockquote>
          )}
        </div>
      )}
      {appeal && (
        <div className={styles.offer}>
          <p>{t('dispute.appealBy', { by: side(appeal.by) })}</p>
          {appeal.reason && (
            <blockquote className={styles.said}>
              <bdi>{appeal.reason}</bdi>
            </blockquote>
          )}
        </div>
      )}
      {may.includes('confirm') && <Sure label={t('dispute.confirm')} words={t('dispute.confirmWords')} pending={confirm.isPending} act={confirm.mutate} />}
      {may.includes('decide') && <Decide dispute={dispute} order={order} />}
    </div>
  )
}

function Decide({ dispute, order }: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const decide = useChange(
    (split: Split) => write('post', '/api/v1/orders/{id}/disputes/{dispute}/decide', { path: { id: order.id, dispute: dispute.id }, body: { ...split, reason: reason.trim() }, version: order.v }),
    { refresh: [['order', order.id]], told: t('dispute.ruledOn') },
  )
  return (
    <SplitForm whole={dispute.contested} label={t('dispute.decide')} pending={decide.isPending} ready={Boolean(reason.trim())} send={decide.mutate}>
      <Textarea label={t('dispute.decideReason')} description={t('inspection.noteWords')} maxLength={4000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
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
