import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { holds, useExhibition, useMe, useZone } from '../api/session'
import type { AgendaEntry, Exhibition, Hall, List, Session, WallEntry } from '../api/shapes'
import { Page, Section } from '../app/page'
import { Seal } from '../face/seal'
import { hallQuery } from '../exhibition/hallquery'
import { Street } from '../exhibition/street'
import { languageName, useWords, Words } from '../i18n/words'
import { nextEntry, type AgendaDays } from '../meetings/agendadays'
import { MeetSpeakers } from '../meetings/speakers'
import { Empty, Loaded } from '../states/states'
import { useNow } from '../time/now'
import { ThreeTimes } from '../time/threetimes'
import { clock, dateName, dayAndClock, dayIn, dayName, relative } from '../time/zones'
import styles from './lobby.module.css'

/** The first room of the fair: what is next for me, who is at work now, and the programme. */
export function Lobby() {
  const { t } = useTranslation()
  const me = useMe()
  const exhibition = useExhibition()
  const words = useWords()
  return (
    <Page
      title={exhibition ? <Words of={exhibition.name} /> : t('nav.lobby')}
      tab={words(exhibition?.name) || t('nav.lobby')}
      above={exhibition && <Dates exhibition={exhibition} />}
      aside={!me?.person && me && <Button renderRoot={(props) => <Link to="/register" {...props} />}>{t('lobby.takePart')}</Button>}
      wide
    >
      {me?.person ? <Next /> : <p className={styles.welcome}>{t('lobby.welcome')}</p>}
      <OpenNow />
      <Programme />
      <Wall />
    </Page>
  )
}

function Dates({ exhibition }: { exhibition: Exhibition }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  return (
    <>
      {t('lobby.dates', {
        from: dateName(exhibition.starts, zone, i18n.language),
        to: dateName(exhibition.ends, zone, i18n.language),
        phase: t(`phase.${exhibition.phase}`),
      })}
    </>
  )
}

function Next() {
  const { t } = useTranslation()
  const me = useMe()
  const now = useNow(15_000)
  const agenda = useQuery({ queryKey: ['agenda'], queryFn: ({ signal }) => read<AgendaDays>('/api/v1/agenda', {}, signal) })
  return (
    <section className={styles.next} aria-labelledby="next">
      <h2 id="next" className={styles.nextHead}>
        {t('lobby.next')}
      </h2>
      <Loaded query={agenda}>
        {(data) => {
          const next = nextEntry(data, now)
          if (next) return <Ticket entry={next} now={now} />
          return (
            <div className={styles.nothing}>
              <p>{t('lobby.nothing')}</p>
              <Button renderRoot={(props) => <Link to={holds(me, 'exhibitor') ? '/duty' : '/needs'} {...props} />}>
                {t(holds(me, 'exhibitor') ? 'lobby.toDuty' : 'lobby.toNeeds')}
              </Button>
            </div>
          )
        }}
      </Loaded>
    </section>
  )
}

/** The next appointment as an admission ticket with a torn edge. */
function Ticket({ entry, now }: { entry: AgendaEntry; now: number }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const soon = Date.parse(entry.starts) - now < 10 * 60_000
  return (
    <div className={styles.ticket}>
      <div className={styles.what}>
        <p className={soon ? 'live' : 'quiet'}>{Date.parse(entry.starts) <= now ? t('lobby.running') : relative(entry.starts, now, i18n.language)}</p>
        <h3>{words(entry.title) || words(entry.with?.orgName)}</h3>
        {entry.with && words(entry.title) && (
          <p>
            <Words of={entry.with.orgName} />
          </p>
        )}
        <ThreeTimes at={entry.starts} theirZone={entry.with?.zone} />
      </div>
      <div className={styles.stub}>
        {entry.room ? (
          <Button size="lg" color={soon ? 'vermilion' : 'celadon'} renderRoot={(props) => <Link to="/rooms/$room" params={{ room: entry.room ?? '' }} {...props} />}>
            {t(soon ? 'lobby.enter' : 'lobby.test')}
          </Button>
        ) : (
          <Button size="lg" variant="outline" renderRoot={(props) => <Link to="/agenda" {...props} />}>
            {t('nav.agenda')}
          </Button>
        )}
      </div>
    </div>
  )
}

function OpenNow() {
  const { t } = useTranslation()
  const me = useMe()
  const now = useNow(30_000)
  const venue = useExhibition()?.zone
  const halls = useQuery({
    queryKey: ['halls', me?.exhibition],
    queryFn: ({ signal }) => read<List<Hall>>('/api/v1/exhibitions/{id}/halls', { path: { id: me?.exhibition ?? '' } }, signal),
    enabled: Boolean(me?.exhibition),
  })
  const busiest = [...(halls.data?.items ?? [])].sort((a, b) => b.onDuty - a.onDuty)[0]
  const hall = useQuery({ ...hallQuery(busiest?.id ?? ''), enabled: Boolean(busiest) })
  const lit = [...(hall.data?.booths ?? [])].sort((a, b) => b.onDuty.length - a.onDuty.length).slice(0, 7)
  if (lit.length === 0) return null
  return (
    <Section title={t('lobby.openNow')} aside={<Link to="/halls">{t('lobby.allHalls')}</Link>}>
      <Street booths={lit} now={now} venue={venue} />
    </Section>
  )
}

function Programme() {
  const { t } = useTranslation()
  const me = useMe()
  const zone = useZone()
  const sessions = useQuery({
    queryKey: ['sessions', me?.exhibition],
    queryFn: ({ signal }) => read<List<Session>>('/api/v1/exhibitions/{id}/sessions', { path: { id: me?.exhibition ?? '' } }, signal),
    enabled: Boolean(me?.exhibition),
  })
  return (
    <Section title={t('lobby.programme')} aside={<a href="/programme">{t('lobby.print')}</a>}>
      <Loaded query={sessions} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('lobby.noProgramme')} /> }}>
        {({ items }) => {
          const days = [...new Set(items.map((session) => dayIn(session.starts, zone)))].sort()
          return days.map((day) => <Day key={day} sessions={items.filter((session) => dayIn(session.starts, zone) === day)} />)
        }}
      </Loaded>
    </Section>
  )
}

/** Deals whose sides want to be seen, each with the seal of what was signed; never an amount. */
function Wall() {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const me = useMe()
  const zone = useZone()
  const wall = useQuery({
    queryKey: ['wall', me?.exhibition],
    queryFn: ({ signal }) => read<List<WallEntry>>('/api/v1/exhibitions/{id}/deal-wall', { path: { id: me?.exhibition ?? '' } }, signal),
    enabled: Boolean(me?.exhibition),
    refetchInterval: 30_000,
  })
  if (!wall.data?.items.length) return null
  return (
    <Section title={t('lobby.wall')}>
      <ul className={styles.wall}>
        {wall.data.items.map((entry) => (
          <li key={entry.seal + entry.title}>
            <Seal hash={entry.seal} size={64} />
            <div>
              <h3>{entry.title}</h3>
              <p>{t('lobby.between', { seller: words(entry.seller), buyer: words(entry.buyer) })}</p>
              <p className="quiet">
                {dayAndClock(entry.signed, zone, i18n.language)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Day({ sessions }: { sessions: Session[] }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const first = sessions[0]
  if (!first) return null
  return (
    <div className={styles.day}>
      <h3 className={styles.dayName}>{dayName(first.starts, zone, i18n.language)}</h3>
      <ol className={styles.programme}>
        {[...sessions]
          .sort((a, b) => Date.parse(a.starts) - Date.parse(b.starts))
          .map((session) => (
            <li key={session.id} data-live={session.state === 'live' || undefined}>
              <time dateTime={session.starts} className={styles.clock}>
                {clock(session.starts, zone, i18n.language)}
                <small>{clock(session.ends, zone, i18n.language)}</small>
              </time>
              <div className={styles.talk}>
                <h4>
                  <Words of={session.title} mark />
                </h4>
                {session.abstract && (
                  <p className={styles.abstract}>
                    <Words of={session.abstract} />
                  </p>
                )}
                <p className="quiet">
                  {(session.speakers ?? []).map((speaker) => speaker.name).join(t('list.separator'))}
                  {session.languages?.length ? ` · ${session.languages.map((code) => languageName(code, i18n.language)).join(t('list.separator'))}` : ''}
                </p>
              </div>
              <div className={styles.acts}>
                {session.room && session.state !== 'ended' && (
                  <Button
                    variant={session.state === 'live' ? 'filled' : 'outline'}
                    color={session.state === 'live' ? 'vermilion' : 'celadon'}
                    renderRoot={(props) => <Link to="/rooms/$room" params={{ room: session.room ?? '' }} {...props} />}
                  >
                    {t(session.state === 'live' ? 'lobby.watch' : 'lobby.toRoom')}
                  </Button>
                )}
                {session.speakers?.length > 0 && <MeetSpeakers session={session} />}
              </div>
            </li>
          ))}
      </ol>
    </div>
  )
}
