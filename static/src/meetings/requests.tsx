import { Badge, Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useMe, useZone } from '../api/session'
import type { List, MeetingRequest } from '../api/shapes'
import { Page } from '../app/page'
import { languageName, useWords, Words } from '../i18n/words'
import { Empty, Loaded } from '../states/states'
import { useNow } from '../time/now'
import { ThreeTimes } from '../time/threetimes'
import { clock, dayName, relative } from '../time/zones'
import { Answer } from './answer'
import { CancelMeeting } from './cancelmeeting'
import styles from './meetings.module.css'
import { tellsOutcome, ToOutcome } from './outcomelink'
import { Repair } from './repair'
import { ChangeRepresentative } from './representatives'
import { Unplaced } from './unplaced'

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
  const sent = request.requester.org === own
  const other = sent ? request.invitee : request.requester
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
      {request.starts && <Agreed request={request} mine={sent ? request.requester : request.invitee} other={other} />}
      {waits && <Answer request={request} other={other} myTurn={myTurn} sent={sent} />}
      <Unplaced request={request} other={other} />
      <Repair meeting={request} theirZone={other.zone} own={own} />
      {request.history.length > 1 && <History request={request} />}
    </li>
  )
}

const upcoming = new Set(['scheduled', 'lobby_open'])

/** A meeting with its time: who goes, the way in, and what can still be changed. */
function Agreed({ request, mine, other }: { request: MeetingRequest; mine: MeetingRequest['invitee']; other: MeetingRequest['invitee'] }) {
  const { t } = useTranslation()
  const [step, setStep] = useState<'represent' | 'cancel'>()
  const close = () => setStep(undefined)
  return (
    <div className={styles.agreed}>
      {request.starts && <ThreeTimes at={request.starts} theirZone={other.zone} />}
      <div className={styles.who}>
        {mine.personName && <p className="quiet">{t('representatives.goes', { name: mine.personName })}</p>}
        {request.table && <p className="quiet">{t('requests.table', { table: request.table.replace(/^t0*/, '') })}</p>}
        {request.interpreter && <p className="quiet">{t('requests.interpreted')}</p>}
        <div className={styles.buttons}>
          {request.room && !['technical_failure', 'no_show', 'cancelled'].includes(request.state) && (
            <Button variant="outline" renderRoot={(props) => <Link to="/rooms/$room" params={{ room: request.room ?? '' }} {...props} />}>
              {t('lobby.toRoom')}
            </Button>
          )}
          {tellsOutcome(request) && <ToOutcome meeting={request.id} />}
          {upcoming.has(request.state) && (
            <>
              <Button variant="subtle" onClick={() => setStep('represent')}>
                {t('representatives.change')}
              </Button>
              <Button variant="subtle" color="gray" onClick={() => setStep('cancel')}>
                {t('agenda.cancel')}
              </Button>
            </>
          )}
        </div>
      </div>
      {step === 'represent' && <ChangeRepresentative meeting={{ ...request, person: mine.person }} close={close} />}
      {step === 'cancel' && <CancelMeeting meeting={request} close={close} />}
    </div>
  )
}

function History({ request }: { request: MeetingRequest }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const zone = useZone()
  const nameOf = (org: string) => (org === request.requester.org ? words(request.requester.orgName) : org === request.invitee.org ? words(request.invitee.orgName) : t('requests.organizers'))
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
