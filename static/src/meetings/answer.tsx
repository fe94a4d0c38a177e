import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { Problem } from '../api/problem'
import type { MeetingRequest, Slot } from '../api/shapes'
import { ThreeTimes } from '../time/threetimes'
import styles from './meetings.module.css'
import { Representatives } from './representatives'
import { useOrganized } from './settingsquery'
import { SlotGrid, SlotPicker } from './slotpicker'

type Side = MeetingRequest['invitee']
/** Refusals that come with times that are free instead. */
const gone = ['slot_taken', 'tables_full']

/** What can be done with a request that waits: take a time and say who goes, propose others, decline, take it back. */
export function Answer({ request, other, myTurn, sent }: { request: MeetingRequest; other: Side; myTurn: boolean; sent: boolean }) {
  const { t } = useTranslation()
  const organized = useOrganized()
  const [starts, setStarts] = useState(request.slots[0]?.starts)
  const [person, setPerson] = useState('')
  const [step, setStep] = useState<'counter' | 'decline'>()
  const path = { id: request.id }
  const refresh = [['requests'], ['agenda'], ['slots'], ['availability'], ['why']]
  const accept = useChange(
    (at: string | undefined) => write('post', '/api/v1/meeting-requests/{id}/accept', { path, body: { ...(at && { starts: at }), ...(person && { person }) }, version: request.v }),
    { refresh, told: t(organized ? 'requests.acceptedUnscheduled' : 'requests.accepted'), handles: gone },
  )
  const withdraw = useChange(() => write('post', '/api/v1/meeting-requests/{id}/withdraw', { path, body: {}, version: request.v }), {
    refresh,
    told: t('requests.withdrawn'),
  })
  const refusal = accept.error instanceof Problem && gone.includes(accept.error.code) ? accept.error : undefined
  const alternatives = (refusal?.extras.alternatives ?? []) as Slot[]
  return (
    <>
      {organized && <p className="quiet">{t('requests.organized')}</p>}
      {request.slots.length > 0 && (
        <div className={styles.options} role="radiogroup" aria-label={t('requests.times')}>
          {request.slots.map((slot) => (
            <label key={slot.starts} className={styles.option} data-chosen={slot.starts === starts || undefined}>
              {myTurn && !organized && <input type="radio" name={request.id} checked={slot.starts === starts} onChange={() => setStarts(slot.starts)} />}
              <ThreeTimes at={slot.starts} theirZone={other.zone} compact />
            </label>
          ))}
        </div>
      )}
      {refusal && (
        <div className={styles.taken} role="alert">
          <p>{t(refusal.code === 'tables_full' ? 'requests.tablesFull' : 'requests.taken')}</p>
          <SlotGrid slots={alternatives} theirZone={other.zone} chosen={[]} most={1} choose={([slot]) => slot && accept.mutate(slot.starts)} />
        </div>
      )}
      {myTurn && !step && (
        <>
          <Representatives request={request.id} starts={organized ? undefined : starts} chosen={person} choose={setPerson} />
          <div className={styles.buttons}>
            <Button disabled={!starts && !organized} loading={accept.isPending} onClick={() => accept.mutate(organized ? undefined : starts)}>
              {t('requests.accept')}
            </Button>
            <Button variant="outline" onClick={() => setStep('counter')}>
              {t('requests.counter')}
            </Button>
            <Button variant="subtle" onClick={() => setStep('decline')}>
              {t('requests.decline')}
            </Button>
          </div>
        </>
      )}
      {!myTurn && sent && (
        <div className={styles.buttons}>
          <Button variant="outline" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('requests.withdraw')}
          </Button>
        </div>
      )}
      {step === 'counter' && <Counter request={request} other={other} close={() => setStep(undefined)} />}
      {step === 'decline' && <Decline request={request} close={() => setStep(undefined)} />}
    </>
  )
}

function Counter({ request, other, close }: { request: MeetingRequest; other: Side; close: () => void }) {
  const { t } = useTranslation()
  const [slots, setSlots] = useState<Slot[]>([])
  const [reason, setReason] = useState('')
  const send = useChange(
    () => write('post', '/api/v1/meeting-requests/{id}/counter', { path: { id: request.id }, body: { slots, reason: reason.trim() }, version: request.v }),
    { refresh: [['requests']], told: t('requests.countered'), done: close },
  )
  return (
    <div className={styles.form}>
      <SlotPicker org={other.org} theirZone={other.zone} chosen={slots} most={3} choose={setSlots} />
      <Textarea label={t('requests.note')} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <div className={styles.buttons}>
        <Button disabled={slots.length === 0} loading={send.isPending} onClick={() => send.mutate()}>
          {t('requests.sendCounter')}
        </Button>
        <Button variant="subtle" onClick={close}>
          {t('action.cancel')}
        </Button>
      </div>
    </div>
  )
}

function Decline({ request, close }: { request: MeetingRequest; close: () => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const send = useChange(
    () => write('post', '/api/v1/meeting-requests/{id}/decline', { path: { id: request.id }, body: { reason: reason.trim() || undefined, chatOpen: false }, version: request.v }),
    { refresh: [['requests']], told: t('requests.declined'), done: close },
  )
  return (
    <div className={styles.form}>
      <Textarea label={t('requests.declineNote')} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <div className={styles.buttons}>
        <Button color="gray" loading={send.isPending} onClick={() => send.mutate()}>
          {t('requests.sendDecline')}
        </Button>
        <Button variant="subtle" onClick={close}>
          {t('action.cancel')}
        </Button>
      </div>
    </div>
  )
}
