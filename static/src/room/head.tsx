import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useExhibition, useZone } from '../api/session'
import type { List, Room, Session } from '../api/shapes'
import { languageName, useWords, Words } from '../i18n/words'
import { LockIcon } from '../icons/icons'
import { useNow } from '../time/now'
import { clock } from '../time/zones'
import { countdown } from './breakouts'
import type { Command } from './commands'
import { placeOf } from './picture'
import { sessionOfNow } from './programme'
import styles from './room.module.css'
import type { View } from './view'

/** Above the stage: where one is, what goes on, and everything about the room that one must not overlook. */
export function Head({ room, view, run, panel }: { room: Room; view: View; run: (command: Command) => void; panel?: boolean }) {
  const { t } = useTranslation()
  return (
    <header className={styles.roomHead}>
      {!panel && (
        <div className={styles.title}>
          <h1>
            <Words of={room.name} />
          </h1>
          {room.kind === 'stage' && <OnNow room={room.id} />}
        </div>
      )}
      {view.picture.recording && (
        <p className={styles.recording} role="status">
          {t('recording.banner')}
        </p>
      )}
      {view.sealed && (
        <p className={styles.sealed} title={t('sealed.words')}>
          <LockIcon size={16} /> {t(view.sealed.refused > 20 && view.sealed.opened === 0 ? 'sealed.wrong' : 'sealed.on')}
        </p>
      )}
      <Connection view={view} run={run} />
      <Place view={view} run={run} />
      {view.soundBlocked && (
        <p className={styles.banner}>
          {t('room.soundBlocked')}{' '}
          <button type="button" onClick={() => run({ do: 'settings' })}>
            {t('room.soundOn')}
          </button>
        </p>
      )}
    </header>
  )
}

/** What the programme says about this hour in this room. */
function OnNow({ room }: { room: string }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const now = useNow(15_000)
  const exhibition = useExhibition()?.id ?? ''
  const sessions = useQuery({ queryKey: ['sessions', exhibition], queryFn: ({ signal }) => read<List<Session>>('/api/v1/exhibitions/{id}/sessions', { path: { id: exhibition } }, signal), enabled: exhibition !== '', staleTime: 60_000 })
  const session = sessionOfNow(sessions.data?.items ?? [], room, now)
  if (!session) return null
  const runs = Date.parse(session.starts) <= now
  return (
    <p className={styles.onNow}>
      {t(runs ? 'stage.until' : 'stage.begins', { time: clock(runs ? session.ends : session.starts, zone, i18n.language) })} · <Words of={session.title} />
      {session.languages?.length ? ` · ${session.languages.map((code) => languageName(code, i18n.language)).join(t('list.separator'))}` : ''}
    </p>
  )
}

/** Where one is when it is not the floor, who sees one there, and the way back. */
function Place({ view, run }: { view: View; run: (command: Command) => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const now = useNow(1_000)
  const { self, breakouts } = view.picture
  const place = placeOf(self)
  if (place === '') return null
  if (place === 'backstage') {
    return (
      <p className={styles.banner} role="status">
        {t('stage.youBackstage')}
        {self?.permissions.moderate && (
          <button type="button" onClick={() => run({ do: 'move', participants: [self.id], place: '' })}>
            {t('stage.goOnAir')}
          </button>
        )}
      </p>
    )
  }
  const breakout = breakouts.find(({ id }) => id === place)
  return (
    <p className={styles.banner}>
      <span role="status">{t('breakouts.youIn', { name: words(breakout?.name) })}</span>
      {breakout?.ends && <bdi className="number">{countdown(breakout.ends, now)}</bdi>}
      <button type="button" onClick={() => run({ do: 'move', place: '' })}>
        {t('breakouts.back')}
      </button>
    </p>
  )
}

/** The state of the connection in words, the figure behind it, and what the ladder did about it. */
function Connection({ view, run }: { view: View; run: (command: Command) => void }) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  const state = view.knocking ? 'knocking' : view.phase === 'joined' ? (view.mediaState === 'lost' ? 'mediaLost' : view.mediaState === 'connecting' ? 'mediaConnecting' : (view.quality?.level ?? 'good')) : view.phase
  const figures = view.phase === 'joined' && view.quality?.milliseconds !== undefined ? ` · ${t('connection.figures', { ms: number.format(view.quality.milliseconds), loss: number.format(view.quality.lossPercent ?? 0) })}` : ''
  const { step, why, chosen } = view.ladder
  return (
    <>
      <p className={styles.connection} data-state={state} data-media={view.mediaState}>
        <span role="status">{t(state === 'knocking' ? 'room.knocking' : `connection.${state}`)}</span>
        <bdi className="number">{figures}</bdi>
      </p>
      {(step !== 'video' || chosen) && (
        <p className={styles.banner}>
          <span role="status">
            {t(`ladder.told.${step}`)} {t(`ladder.why.${why}`)}
          </span>
          {chosen ? (
            <button type="button" onClick={() => run({ do: 'quality' })}>
              {t('ladder.auto')}
            </button>
          ) : (
            <button type="button" onClick={() => run({ do: 'quality', step: 'video' })}>
              {t('ladder.video')}
            </button>
          )}
        </p>
      )}
    </>
  )
}
