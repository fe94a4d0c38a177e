import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Room } from '../api/shapes'
import { Words } from '../i18n/words'
import { meetingOf } from '../meetings/outcomes'
import { Empty } from '../states/states'
import { useNow } from '../time/now'
import { relative } from '../time/zones'
import styles from './room.module.css'
import type { View } from './view'

/** Only whoever has met loads what asks how it went. */
const OutcomeHere = lazy(async () => ({ default: (await import('../meetings/outcome')).OutcomeHere }))

/** The way on when nobody can talk at a booth now: its page takes a question or a wish for a meeting. */
export function Instead({ room }: { room: Room }) {
  const { t } = useTranslation()
  const { booth } = room
  if (!booth) return null
  return (
    <Button variant="outline" renderRoot={(props) => <Link to="/booths/$booth" params={{ booth }} {...props} />}>
      {t('room.instead')}
    </Button>
  )
}

/** Why it ended, and where one may go from here. */
export function Ended({ room, view, outside }: { room: Room; view: View; outside: () => void }) {
  const { t } = useTranslation()
  const { ended, turnedAway } = view
  if (!ended) return null
  const refused = ended.reason === 'refused'
  const meeting = refused ? undefined : meetingOf(room)
  if (refused && turnedAway === 'room_denied') {
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
  return (
    <div className={styles.ended}>
      <Empty
        title={t([`room.ended.${ended.reason}`, 'room.ended.refused'])}
        action={
          <div className={styles.endedActs}>
            {refused && <Button onClick={outside}>{t('state.again')}</Button>}
            <Button variant="outline" renderRoot={(props) => <Link to="/lobby" {...props} />}>
              {t('nav.lobby')}
            </Button>
          </div>
        }
      >
        {refused ? turnedAway && t([`problem.${turnedAway}`, 'problem.unknown']) : ended.detail ? <bdi>{ended.detail}</bdi> : undefined}
      </Empty>
      {meeting && (
        <Suspense fallback={null}>
          <OutcomeHere meeting={meeting} />
        </Suspense>
      )}
    </div>
  )
}

/** At the door: the hosts have been told, and asking goes on until somebody opens. */
export function Knocking({ room, leave }: { room: Room; leave: () => void }) {
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
