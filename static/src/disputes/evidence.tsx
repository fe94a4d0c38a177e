import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { useZone } from '../api/session'
import type { Dispute, Order } from '../api/shapes'
import pieces from '../theme/pieces.module.css'
import { dayAndClock } from '../time/zones'
import styles from './disputes.module.css'
import { over, useProofs, useReasons } from './disputewords'

/** The proofs both sides have named, each side's beside the other's, what the reason usually calls for, and naming another one. */
export function Evidence({ dispute, order }: { dispute: Dispute; order: Order }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const proofs = useProofs()
  const reasons = useReasons()
  const [adding, setAdding] = useState(false)
  const wanted = reasons.data?.items.find(({ code }) => code === dispute.reason)?.evidence
  const may = dispute.may.includes('evidence')
  if (dispute.evidence.length === 0 && !may && over.includes(dispute.state)) return null
  return (
    <div>
      <h4>{t('dispute.evidence')}</h4>
      <div className={styles.sides}>
        {(['seller', 'buyer'] as const).map((by) => {
          const proofsOf = dispute.evidence.filter((one) => one.by === by)
          return (
            <section key={by} aria-label={t(`dispute.evidenceOf.${by}`)}>
              <h5>{t(`dispute.evidenceOf.${by}`)}</h5>
              {proofsOf.length === 0 && <p className="quiet">{t('dispute.noEvidence')}</p>}
              <ul className={pieces.list}>
                {proofsOf.map((one, index) => (
                  <li key={index} className={styles.proof}>
                    <p>
                      <strong>{proofs([one.kind])}</strong>
                      {one.ref && (
                        <>
                          {' '}
                          <bdi className={pieces.number}>{one.ref}</bdi>
                        </>
                      )}
                      <time dateTime={one.at} className="quiet">
                        {' · '}
                        {dayAndClock(one.at, zone, i18n.language)}
                      </time>
                    </p>
                    {one.note && (
                      <p>
                        <bdi>{one.note}</bdi>
                      </p>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
      </div>
      {may && (
        <>
          {wanted && <p className="quiet">{t('inspection.wanted', { kinds: proofs(wanted) })}</p>}
          <Button variant="outline" onClick={() => setAdding(true)}>
            {t('dispute.addEvidence')}
          </Button>
        </>
      )}
      {adding && <AddEvidence dispute={dispute} order={order} usual={wanted?.[0]} close={() => setAdding(false)} />}
    </div>
  )
}

const kinds = ['photo', 'video', 'waybill', 'delivery_note', 'inspection_report', 'technical_check', 'contract', 'rights_document', 'correspondence', 'other']

function AddEvidence({ dispute, order, usual = 'photo', close }: { dispute: Dispute; order: Order; usual?: string; close: () => void }) {
  const { t } = useTranslation()
  const proofs = useProofs()
  const [kind, setKind] = useState(usual)
  const [ref, setRef] = useState('')
  const [note, setNote] = useState('')
  const filled = Boolean(ref.trim() || note.trim())
  const file = useChange(
    () =>
      write('post', '/api/v1/orders/{id}/disputes/{dispute}/evidence', {
        path: { id: order.id, dispute: dispute.id },
        body: { kind, ref: ref.trim() || undefined, note: note.trim() || undefined },
        version: order.v,
      }),
    { refresh: [['order', order.id]], told: t('dispute.filed'), done: close },
  )
  return (
    <Modal opened onClose={close} title={t('dispute.addEvidence')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={pieces.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (filled) file.mutate()
        }}
      >
        <NativeSelect
          data-autofocus
          label={t('dispute.kind')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data={kinds.map((value) => ({ value, label: proofs([value]) }))}
        />
        <TextInput label={t('dispute.ref')} description={t('dispute.refWords')} maxLength={256} value={ref} onChange={(event) => setRef(event.currentTarget.value)} />
        <Textarea label={t('dispute.shows')} description={t('inspection.noteWords')} maxLength={4000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <Button type="submit" fullWidth disabled={!filled} loading={file.isPending}>
          {t('dispute.addEvidence')}
        </Button>
      </form>
    </Modal>
  )
}
