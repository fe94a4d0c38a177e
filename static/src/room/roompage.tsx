import { Button } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useZone } from '../api/session'
import type { Room } from '../api/shapes'
import { Page } from '../app/page'
import { useWords, Words } from '../i18n/words'
import { Empty, Failed, Loading } from '../states/states'
import { useNow } from '../time/now'
import { ThreeTimes } from '../time/threetimes'
import { clock, relative } from '../time/zones'
import { commandNames, type Command } from './commands'
import { Controls } from './controls'
import { DeviceTest, type Chosen } from './devicetest'
import { Guests } from './guests'
import styles from './room.module.css'
import { Seat, type View } from './seat'
import { Side } from './side'
import { Stage, type Layout } from './stage'

const roomQuery = (id: string) => ({
  queryKey: ['room', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => read<Room>('/api/v1/rooms/{id}', { path: { id } }, signal),
  refetchInterval: 10_000,
})

/** A room with its own page: the door with the device test, then the room. */
export function RoomPage() {
  const { room: id = '' } = useParams({ strict: false })
  const navigate = useNavigate()
  const query = useQuery(roomQuery(id))
  const [chosen, setChosen] = useState<Chosen>()
  if (query.isError && !query.data) return <Failed failure={query.error} again={() => void query.refetch()} />
  if (!query.data) return <Loading />
  const room = query.data
  if (chosen) return <Inside room={room} chosen={chosen} left={() => void navigate({ to: room.deal ? '/deals/$deal' : '/lobby', params: { deal: room.deal ?? '' } })} outside={() => setChosen(undefined)} />
  return <Door room={room} enter={setChosen} />
}

/** The same room beside a term sheet: without a page of its own. */
export function RoomPanel({ id, leave }: { id: string; leave: () => void }) {
  const { t } = useTranslation()
  const query = useQuery(roomQuery(id))
  const [chosen, setChosen] = useState<Chosen>()
  if (query.isError && !query.data) return <Failed failure={query.error} again={() => void query.refetch()} />
  if (!query.data) return <Loading />
  const room = query.data
  if (!room.may.join && !room.may.knock) return <Empty title={t('room.notYours')} />
  if (chosen) return <Inside room={room} chosen={chosen} left={leave} outside={() => setChosen(undefined)} panel />
  return (
    <div className={styles.panelDoor}>
      <DeviceTest may={mayOf(room)} enter={setChosen} />
    </div>
  )
}

/** What may be sent inside; a guest who is let in talks and is seen, so both are tested before knocking. */
function mayOf({ may }: Room) {
  const guest = may.knock && !may.join
  return { audio: guest || may.publish.includes('audio'), video: guest || may.publish.includes('video') }
}

/** The way on when nobody can talk at a booth now: its page takes a question or a wish for a meeting. */
function Instead({ room }: { room: Room }) {
  const { t } = useTranslation()
  const { booth } = room
  if (!booth) return null
  return (
    <Button variant="outline" renderRoot={(props) => <Link to="/booths/$booth" params={{ booth }} {...props} />}>
      {t('room.instead')}
    </Button>
  )
}

function Door({ room, enter }: { room: Room; enter: (chosen: Chosen) => void }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const zone = useZone()
  const closed = room.state === 'closed' || room.state === 'ended'
  return (
    <Page title={<Words of={room.name} />} tab={words(room.name)} above={t(`room.kind.${room.kind}`)}>
      {!room.may.join && !room.may.knock ? (
        room.booth ? (
          <Empty title={t('room.nobodyNow')} action={<Instead room={room} />}>
            {t('room.nobodyNowWords')}
          </Empty>
        ) : (
          <Empty title={t('room.notYours')}>{t('room.notYoursWords')}</Empty>
        )
      ) : closed ? (
        <Empty action={<Instead room={room} />} title={t(room.state === 'ended' ? 'room.over' : room.opens ? 'room.opensAt' : 'room.closed', { time: room.opens && clock(room.opens, zone, i18n.language) })}>
          {t(room.state === 'ended' ? 'room.overWords' : 'room.closedWords')}
        </Empty>
      ) : (
        <DeviceTest may={mayOf(room)} enter={enter}>
          <div>
            <p className={styles.inside}>{t('room.inside', { count: room.participants })}</p>
            {room.starts && <ThreeTimes at={room.starts} />}
          </div>
        </DeviceTest>
      )}
    </Page>
  )
}

function Inside({ room, chosen, left, outside, panel }: { room: Room; chosen: Chosen; left: () => void; outside: () => void; panel?: boolean }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const language = i18n.language
  const seat = useMemo(() => new Seat(room.id, language), [room.id])
  const view = useSyncExternalStore(seat.watch, seat.snapshot)
  const [layout, setLayout] = useState<Layout>('grid')
  const [side, setSide] = useState(!panel)
  const [notice, setNotice] = useState('')
  const line = useRef<HTMLInputElement>(null)
  useEffect(() => {
    seat.enter(chosen)
    return () => seat.leave()
  }, [seat, chosen])
  useEffect(() => {
    document.title = `${words(room.name)} · Fairground`
  }, [room.name, words])
  const queries = useQueryClient()
  const announced = view.picture.announced
  useEffect(() => {
    if (!announced) return
    // Whatever it was, the pages that show it ask again at once instead of at their next look.
    const { deal } = announced.data
    void queries.invalidateQueries({ queryKey: deal ? ['deal', deal] : ['guests'] })
  }, [announced, queries])
  useEffect(() => {
    if (view.refusal) setNotice(t([`room.refused.${view.refusal.code}`, 'room.refused.other']))
  }, [view.refusal, t])

  const run = useCallback(
    (command: Command) => {
      setNotice('')
      if (command.do === 'layout') setLayout(command.as)
      else if (command.do === 'help') setNotice(commandNames.map((name) => `/${name}`).join('  '))
      else if (command.do === 'leave') {
        seat.leave()
        left()
      } else seat.do(command)
    },
    [seat, left],
  )
  const talk = () => {
    setSide(true)
    // The line is mounted with the side; focus follows once it is there.
    requestAnimationFrame(() => line.current?.focus())
  }
  useHotkeys([
    ['alt+shift+m', () => run({ do: 'microphone' })],
    ['alt+shift+v', () => run({ do: 'camera' })],
    ['alt+shift+s', () => run({ do: 'screen' })],
    ['alt+shift+h', () => run({ do: 'hand' })],
    ['alt+shift+g', () => run({ do: 'layout', as: layout === 'grid' ? 'speaker' : 'grid' })],
    ['/', talk],
  ])

  if (view.ended?.reason === 'refused' && view.turnedAway === 'room_denied') {
    return (
      <div className={styles.ended}>
        <Empty
          title={t('room.nobodyNow')}
          action={
            <div className={styles.endedActs}>
              <Instead room={room} />
              <Button variant={room.booth ? 'subtle' : 'outline'} renderRoot={(props) => <Link to="/lobby" {...props} />}>
                {t('nav.lobby')}
              </Button>
            </div>
          }
        >
          {t(room.booth ? 'room.nobodyNowWords' : 'room.deniedWords')}
        </Empty>
      </div>
    )
  }
  if (view.ended && view.ended.reason !== 'left') {
    return (
      <div className={styles.ended}>
        <Empty
          title={t([`room.ended.${view.ended.reason}`, 'room.ended.refused'])}
          action={
            <div className={styles.endedActs}>
              {view.ended.reason === 'refused' && <Button onClick={outside}>{t('state.again')}</Button>}
              <Button variant="outline" renderRoot={(props) => <Link to="/lobby" {...props} />}>
                {t('nav.lobby')}
              </Button>
            </div>
          }
        >
          {view.ended.reason === 'refused' ? view.turnedAway && t([`problem.${view.turnedAway}`, 'problem.unknown']) : view.ended.detail ? <bdi>{view.ended.detail}</bdi> : undefined}
        </Empty>
      </div>
    )
  }
  if (view.knocking && view.phase !== 'joined') return <Knocking room={room} leave={() => run({ do: 'leave' })} />
  return (
    <div className={styles.room} data-panel={panel || undefined} data-side={side || undefined}>
      <header className={styles.roomHead}>
        {!panel && (
          <h1>
            <Words of={room.name} />
          </h1>
        )}
        <Connection view={view} />
      </header>
      {room.may.admit && view.phase === 'joined' && <Guests room={room.id} />}
      <Stage view={view} layout={layout} />
      <Under view={view} notice={notice} />
      <Controls view={view} layout={layout} run={run} talk={panel ? (side ? () => setSide(false) : talk) : undefined} />
      {side && <Side view={view} run={run} line={line} notice={setNotice} />}
    </div>
  )
}

/** At the door: the hosts have been told, and asking goes on until somebody opens. */
function Knocking({ room, leave }: { room: Room; leave: () => void }) {
  const { t, i18n } = useTranslation()
  const now = useNow(15_000)
  const [since] = useState(() => Date.now())
  return (
    <section className={styles.knocking} data-knocking>
      <svg width="160" height="104" viewBox="0 0 160 104" className={styles.gate} aria-hidden="true">
        <path d="M6 98h148M34 98V40M126 98V40M20 40c24 0 46-8 60-24 14 16 36 24 60 24M34 52h92M56 98V62h48v36M80 62v36M80 40v6" />
        <ellipse className={styles.gateLantern} cx="80" cy="53" rx="6" ry="7" />
      </svg>
      <h1>
        <Words of={room.name} />
      </h1>
      <p role="status">{t(room.kind === 'booth' ? 'room.knockingBooth' : 'room.knocking')}</p>
      <p className="quiet">{t('room.knockingWords')}</p>
      {now - since >= 60_000 && <p className="quiet">{t('room.knockingSince', { when: relative(since, now, i18n.language) })}</p>}
      <div className={styles.endedActs}>
        <Button variant="outline" onClick={leave}>
          {t('room.leave')}
        </Button>
        <Instead room={room} />
      </div>
    </section>
  )
}

/** Below the faces: who speaks, and the last line that was written, for those who read rather than hear. */
function Under({ view, notice }: { view: View; notice: string }) {
  const { t } = useTranslation()
  const speaker = view.picture.participants.find(({ id }) => id === view.picture.speakers[0])
  const last = view.picture.chat.at(-1)
  return (
    <div className={styles.under}>
      <p role="status">{notice || (speaker ? t('room.speaks', { name: speaker.name }) : t('room.quiet'))}</p>
      {last && (
        <p className={styles.lastLine} dir="auto">
          <bdi>{last.name}</bdi>: {last.text}
        </p>
      )}
    </div>
  )
}

/** The state of the connection in words, with the figure behind it. */
function Connection({ view }: { view: View }) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  const state = view.knocking ? 'knocking' : view.phase === 'joined' ? (view.mediaState === 'lost' ? 'mediaLost' : view.mediaState === 'connecting' ? 'mediaConnecting' : (view.quality?.level ?? 'good')) : view.phase
  const figures = view.phase === 'joined' && view.quality?.milliseconds !== undefined ? ` · ${t('connection.figures', { ms: number.format(view.quality.milliseconds), loss: number.format(view.quality.lossPercent ?? 0) })}` : ''
  return (
    <p className={styles.connection} data-state={state} data-media={view.mediaState}>
      <span role="status">{t(state === 'knocking' ? 'room.knocking' : `connection.${state}`)}</span>
      <bdi className="number">{figures}</bdi>
    </p>
  )
}
