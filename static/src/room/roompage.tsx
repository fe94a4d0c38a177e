import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useZone } from '../api/session'
import type { Room } from '../api/shapes'
import { Page } from '../app/page'
import { useWords, Words } from '../i18n/words'
import { ToOutcome } from '../meetings/outcomelink'
import { meetingOf } from '../meetings/outcomes'
import { Empty, Failed, Loading } from '../states/states'
import { ThreeTimes } from '../time/threetimes'
import { clock } from '../time/zones'
import { DeviceTest, type Entry } from './devicetest'
import { Inside } from './inside'
import { Instead } from './leaving'
import styles from './room.module.css'

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
  const [entry, setEntry] = useState<Entry>()
  if (query.isError && !query.data) return <Failed failure={query.error} again={() => void query.refetch()} />
  if (!query.data) return <Loading />
  const room = query.data
  if (entry) return <Inside room={room} entry={entry} left={() => void navigate({ to: room.deal ? '/deals/$deal' : '/lobby', params: { deal: room.deal ?? '' } })} outside={() => setEntry(undefined)} />
  return <Door room={room} enter={setEntry} />
}

/** The same room beside a term sheet: without a page of its own. */
export function RoomPanel({ id, leave }: { id: string; leave: () => void }) {
  const { t } = useTranslation()
  const query = useQuery(roomQuery(id))
  const [entry, setEntry] = useState<Entry>()
  if (query.isError && !query.data) return <Failed failure={query.error} again={() => void query.refetch()} />
  if (!query.data) return <Loading />
  const room = query.data
  if (!room.may.join && !room.may.knock) return <Empty title={t('room.notYours')} />
  if (entry) return <Inside room={room} entry={entry} left={leave} outside={() => setEntry(undefined)} panel />
  return (
    <div className={styles.panelDoor}>
      <DeviceTest may={mayOf(room)} enter={setEntry} />
    </div>
  )
}

/** What may be sent inside; a guest who is let in talks and is seen, so both are tested before knocking. */
function mayOf({ may }: Room) {
  const guest = may.knock && !may.join
  return { audio: guest || may.interpret || may.publish.includes('audio'), video: guest || may.publish.includes('video') }
}

function Door({ room, enter }: { room: Room; enter: (entry: Entry) => void }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const zone = useZone()
  const closed = room.state === 'closed' || room.state === 'ended'
  const meeting = meetingOf(room)
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
        <Empty action={room.state === 'ended' && meeting ? <ToOutcome meeting={meeting} /> : <Instead room={room} />} title={t(room.state === 'ended' ? 'room.over' : room.opens ? 'room.opensAt' : 'room.closed', { time: room.opens && clock(room.opens, zone, i18n.language) })}>
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
