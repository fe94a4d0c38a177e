import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useMe, useZone } from '../api/session'
import type { AgendaEntry } from '../api/shapes'
import { Page } from '../app/page'
import { useWords, Words } from '../i18n/words'
import { Empty, Loaded } from '../states/states'
import { ThreeTimes } from '../time/threetimes'
import { cityOf, clock, dayName } from '../time/zones'
import { byDay, type AgendaDays } from './agendadays'
import { CancelMeeting } from './cancelmeeting'
import styles from './meetings.module.css'
import { tellsOutcome, ToOutcome } from './outcomelink'
import { Repair } from './repair'

/** My meetings and the sessions I follow, under the days they fall on where I am. */
export function Agenda() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const zone = useZone()
  const [cancelling, setCancelling] = useState<AgendaEntry>()
  const agenda = useQuery({
    queryKey: ['agenda'],
    queryFn: ({ signal }) => read<AgendaDays>('/api/v1/agenda', {}, signal),
    enabled: Boolean(me?.person),
  })
  return (
    <Page
      title={t('nav.agenda')}
      above={t('agenda.zone', { city: cityOf(zone) })}
      aside={
        <>
          <Button variant="outline" renderRoot={(props) => <Link to="/availability" {...props} />}>
            {t('availability.title')}
          </Button>
          <Button variant="subtle" renderRoot={(props) => <Link to="/wishes" {...props} />}>
            {t('wishes.title')}
          </Button>
        </>
      }
    >
      <Loaded
        query={agenda}
        empty={{
          when: ({ items }) => items.length === 0,
          show: (
            <Empty title={t('agenda.empty')} action={<Button renderRoot={(props) => <Link to="/matches" {...props} />}>{t('requests.find')}</Button>}>
              {t('agenda.emptyWords')}
            </Empty>
          ),
        }}
      >
        {({ items }) =>
          byDay(items, zone).map(({ day, entries }) => (
            <section key={day} className={styles.agendaDay}>
              <h2>{dayName(entries[0]?.starts ?? day, zone, i18n.language)}</h2>
              <ol className={styles.entries}>
                {entries.map((entry) => (
                  <Entry key={entry.id} entry={entry} cancel={() => setCancelling(entry)} />
                ))}
              </ol>
            </section>
          ))
        }
      </Loaded>
      {cancelling && <CancelMeeting meeting={cancelling} close={() => setCancelling(undefined)} />}
    </Page>
  )
}

function Entry({ entry, cancel }: { entry: AgendaEntry; cancel: () => void }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const me = useMe()
  const zone = useZone()
  const off = entry.state === 'cancelled' || entry.state === 'technical_failure' || entry.state === 'no_show'
  const held = entry.state === 'completed'
  return (
    <li className={styles.entry} data-kind={entry.kind} data-off={off || undefined}>
      <time dateTime={entry.starts} className={styles.entryClock}>
        {clock(entry.starts, zone, i18n.language)}
        <small>{clock(entry.ends, zone, i18n.language)}</small>
      </time>
      <div>
        <h3>{words(entry.title) || <Words of={entry.with?.orgName} />}</h3>
        {entry.with?.personName && <p className="quiet">{entry.with.personName}</p>}
        {off ? <p className="live">{t(`requests.state.${entry.state}`)}</p> : <ThreeTimes at={entry.starts} theirZone={entry.with?.zone} compact />}
        <Repair meeting={entry} theirZone={entry.with?.zone} own={me?.organization?.id ?? ''} />
      </div>
      {!off && (
        <div className={styles.buttons}>
          {entry.room && !held && (
            <Button variant="outline" renderRoot={(props) => <Link to="/rooms/$room" params={{ room: entry.room ?? '' }} {...props} />}>
              {t('lobby.toRoom')}
            </Button>
          )}
          {tellsOutcome(entry) && <ToOutcome meeting={entry.id} />}
          {entry.kind === 'meeting' && !held && (
            <Button variant="subtle" color="gray" onClick={cancel}>
              {t('agenda.cancel')}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}
