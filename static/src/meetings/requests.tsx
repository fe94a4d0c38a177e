import { Badge, Button, SegmentedControl, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { Problem } from '../api/problem'
import { useMe, useZone } from '../api/session'
import type { List, MeetingRequest, Slot } from '../api/shapes'
import { Page } from '../app/page'
import { languageName, useWords, Words } from '../i18n/words'
import { Empty, Loaded } from '../states/states'
import { useNow } from '../time/now'
import { ThreeTimes } from '../time/threetimes'
import { clock, dayName, relative } from '../time/zones'
import styles from './meetings.module.css'
import { Repair } from './repair'
import { SlotGrid, SlotPicker } from './slotpicker'

type Box = 'in' | 'out'

/** The proposals that wait for me, and those I sent. */
export function Requests() {
  const { t } = useTranslation()
  const me = useMe()
  const [box, setBox] = useState<Box>('in')
  const requests = useQuery({
    queryKey: ['requests', box],
    queryFn: ({ signal }) => read<List<MeetingRequest>>('/api/v1/meeting-requests', { query: { box } }, signal),
    enabled: Boolean(me?.person),
    refetchInterval: 30_000,
  })
  return (
    <Page
      title={t('nav.requests')}
      aside={
        <SegmentedControl
          aria-label={t('requests.box')}
          value={box}
          onChange={(value) => setBox(value as Box)}
          data={[
            { value: 'in', label: t('requests.in') },
            { value: 'out', label: t('requests.out') },
          ]}
        />
      }
    >
      <Loaded
        query={requests}
        empty={{
          when: ({ items }) => items.length === 0,
          show: (
            <Empty title={t(`requests.empty.${box}`)} action={<Button renderRoot={(props) => <Link to="/matches" {...props} />}>{t('requests.find')}</Button>} />
          ),
        }}
      >
        {({ items }) => (
          <ul className={styles.requests}>
            {[...items].sort((a, b) => Number(b.state === 'pending') - Number(a.state === 'pending')).map((request) => (
              <One key={request.id} request={request} own={me?.organization?.id ?? ''} />
            ))}
          </ul>
        )}
      </Loaded>
    </Page>
  )
}

function One({ request, own }: { request: MeetingRequest; own: string }) {
  const { t, i18n } = useTranslation()
  const now = useNow(60_000)
  const other = request.requester.org === own ? request.invitee : request.requester
  const waits = request.state === 'pending'
  const myTurn = waits && request.awaiting === own
  return (
    <li className={styles.request} data-turn={myTurn || undefined}>
      <header>
        <h2>
          <Words of={other.orgName} />
        </h2>
        <Badge color={myTurn ? 'vermilion' : 'gray'}>{t(myTurn ? 'requests.yourTurn' : `requests.state.${request.state}`)}</Badge>
      </header>
      <p className={styles.reason} dir="auto">
        {request.reason}
      </p>
      <p className="quiet">
        {t('requests.language', { language: languageName(request.language, i18n.language) })}
        {request.round > 1 && ` · ${t('requests.round', { round: request.round })}`}
        {waits && request.expires && ` · ${t('requests.expires', { when: relative(request.expires, now, i18n.language) })}`}
      </p>
      {request.starts ? (
        <div className={styles.agreed}>
          <ThreeTimes at={request.starts} theirZone={other.zone} />
          {request.room && request.state !== 'technical_failure' && (
            <Button variant="outline" renderRoot={(props) => <Link to="/rooms/$room" params={{ room: request.room ?? '' }} {...props} />}>
              {t('lobby.toRoom')}
            </Button>
          )}
        </div>
      ) : (
        <Answer request={request} other={other} myTurn={myTurn} sent={request.requester.org === own} />
      )}
      <Repair meeting={request} theirZone={other.zone} />
      {request.history.length > 1 && <History request={request} />}
    </li>
  )
}

function Answer({ request, other, myTurn, sent }: { request: MeetingRequest; other: MeetingRequest['invitee']; myTurn: boolean; sent: boolean }) {
  const { t } = useTranslation()
  const [starts, setStarts] = useState(request.slots[0]?.starts)
  const [step, setStep] = useState<'counter' | 'decline'>()
  const path = { id: request.id }
  const refresh = [['requests'], ['agenda'], ['slots']]
  const accept = useChange(
    (at: string) => write('post', '/api/v1/meeting-requests/{id}/accept', { path, body: { starts: at }, version: request.v }),
    { refresh, told: t('requests.accepted'), handles: ['slot_taken'] },
  )
  const withdraw = useChange(() => write('post', '/api/v1/meeting-requests/{id}/withdraw', { path, body: {}, version: request.v }), {
    refresh,
    told: t('requests.withdrawn'),
  })
  const taken = accept.error instanceof Problem && accept.error.code === 'slot_taken' ? ((accept.error.extras.alternatives ?? []) as Slot[]) : undefined
  if (request.state !== 'pending') return null
  return (
    <>
      <div className={styles.options} role="radiogroup" aria-label={t('requests.times')}>
        {request.slots.map((slot) => (
          <label key={slot.starts} className={styles.option} data-chosen={slot.starts === starts || undefined}>
            {myTurn && <input type="radio" name={request.id} checked={slot.starts === starts} onChange={() => setStarts(slot.starts)} />}
            <ThreeTimes at={slot.starts} theirZone={other.zone} compact />
          </label>
        ))}
      </div>
      {taken && (
        <div className={styles.taken} role="alert">
          <p>{t('requests.taken')}</p>
          <SlotGrid slots={taken} theirZone={other.zone} chosen={[]} most={1} choose={([slot]) => slot && accept.mutate(slot.starts)} />
        </div>
      )}
      {myTurn && !step && (
        <div className={styles.buttons}>
          <Button disabled={!starts} loading={accept.isPending} onClick={() => starts && accept.mutate(starts)}>
            {t('requests.accept')}
          </Button>
          <Button variant="outline" onClick={() => setStep('counter')}>
            {t('requests.counter')}
          </Button>
          <Button variant="subtle" onClick={() => setStep('decline')}>
            {t('requests.decline')}
          </Button>
        </div>
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

function Counter({ request, other, close }: { request: MeetingRequest; other: MeetingRequest['invitee']; close: () => void }) {
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

function History({ request }: { request: MeetingRequest }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const zone = useZone()
  const nameOf = (org: string) => words((org === request.requester.org ? request.requester : request.invitee).orgName)
  return (
    <details className={styles.history}>
      <summary>{t('requests.history')}</summary>
      <ol>
        {request.history.map((entry) => (
          <li key={entry.at + entry.action}>
            {dayName(entry.at, zone, i18n.language)}, <bdi className="number">{clock(entry.at, zone, i18n.language)}</bdi> · {t(`requests.action.${entry.action}`, { name: entry.by ? nameOf(entry.by) : 'Fairground', defaultValue: entry.action })}
            {entry.reason && <q dir="auto">{entry.reason}</q>}
          </li>
        ))}
      </ol>
    </details>
  )
}
