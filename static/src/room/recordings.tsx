import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { useZone } from '../api/session'
import { languageName } from '../i18n/words'
import { Loaded } from '../states/states'
import { clock, dateName } from '../time/zones'
import styles from './panel.module.css'
import { channelsAt } from './picture'
import { recordings, type Recording } from './roomapi'
import type { View } from './view'

const recordingsQuery = (room: string) => ({ queryKey: ['recordings', room], queryFn: ({ signal }: { signal: AbortSignal }) => recordings.list(room, signal) })

/** Whether this person is asked and has not answered. */
function awaitsMe(recording: Recording): boolean {
  if (recording.state !== 'asked' && recording.state !== 'recording') return false
  return Boolean(recording.mine?.asked) && recording.mine?.given === undefined
}

/** Nothing is recorded of anybody who has not said yes; the question stands in front of everything until it is answered. */
export function ConsentQuestion({ room, heard }: { room: string; heard: boolean }) {
  const { t } = useTranslation()
  // Whoever is given the floor while it is recorded is asked then, so the answer is looked up anew.
  const query = useQuery({ ...recordingsQuery(room), queryKey: ['recordings', room, heard], retry: false })
  const waiting = query.data?.items.find((recording) => awaitsMe(recording))
  const [later, setLater] = useState('')
  const answer = useChange((given: boolean) => recordings.consent(room, waiting?.id ?? '', given), { refresh: [['recordings', room]] })
  if (!waiting || later === waiting.id) return null
  return (
    <Modal opened onClose={() => setLater(waiting.id)} title={t('recording.askTitle')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <p>{t('recording.askWords')}</p>
      <p className="quiet">{t(waiting.video ? 'recording.withVideo' : 'recording.soundOnly')}</p>
      <div className={styles.dialogActs}>
        <Button data-autofocus variant="outline" loading={answer.isPending} onClick={() => answer.mutate(false)}>
          {t('recording.no')}
        </Button>
        <Button color="vermilion" loading={answer.isPending} onClick={() => answer.mutate(true)}>
          {t('recording.yes')}
        </Button>
      </div>
    </Modal>
  )
}

export function Recordings({ room, view, sealed, lead }: { room: string; view: View; sealed: boolean; lead: boolean }) {
  const { t } = useTranslation()
  const query = useQuery({ ...recordingsQuery(room), refetchInterval: 30_000 })
  const languages = channelsAt(view.picture).map(({ language }) => language)
  const refresh = [['recordings', room]]
  const [video, setVideo] = useState(true)
  const ask = useChange(() => recordings.ask(room, { languages, video }), { refresh, told: t('recording.asked') })
  const running = query.data?.items.some(({ state }) => state === 'asked' || state === 'recording')
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('recording.title')}>
      <p className={styles.faint}>{t(sealed ? 'recording.sealed' : 'recording.words')}</p>
      {lead && !running && !sealed && (
        <div className={styles.row}>
          <label className={styles.check}>
            <input type="checkbox" checked={video} onChange={(event) => setVideo(event.currentTarget.checked)} /> {t('recording.video')}
          </label>
          <button type="button" className={styles.send} disabled={ask.isPending} onClick={() => ask.mutate()}>
            {t('recording.ask')}
          </button>
        </div>
      )}
      <Loaded query={query} empty={{ when: ({ items }) => items.length === 0, show: <p className={styles.faint}>{t('recording.empty')}</p> }}>
        {({ items }) => (
          <ul className={styles.cards}>
            {items.map((recording) => (
              <RecordingCard key={recording.id} room={room} recording={recording} lead={lead} view={view} />
            ))}
          </ul>
        )}
      </Loaded>
    </div>
  )
}

/** "2:05", "1:02:05". */
function lasting(seconds: number): string {
  const whole = Math.round(seconds)
  const two = (part: number) => String(part).padStart(2, '0')
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

function RecordingCard({ room, recording, lead, view }: { room: string; recording: Recording; lead: boolean; view: View }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const refresh = [['recordings', room]]
  const stop = useChange(() => recordings.stop(room, recording.id), { refresh })
  const erase = useChange(() => recordings.erase(room, recording.id), { refresh })
  const answer = useChange((given: boolean) => recordings.consent(room, recording.id, given), { refresh })
  const at = recording.started ?? recording.asked
  const live = recording.state === 'asked' || recording.state === 'recording'
  const given = recording.mine?.given
  return (
    <li data-state={recording.state === 'recording' ? 'answering' : undefined}>
      <p>
        <strong>{t(recording.lost ? 'recording.lost' : `recording.state.${recording.state}`)}</strong> {at && <span className={styles.faint}>{`${dateName(at, zone, i18n.language)} ${clock(at, zone, i18n.language)}`}</span>}
      </p>
      {live && lead && recording.consents && <p className={styles.faint}>{t('recording.consents', { given: recording.consents.filter((one) => one.given).length, all: Math.max(recording.asks?.length ?? 0, recording.consents.length) })}</p>}
      {recording.erase && recording.state !== 'expired' && <p className={styles.faint}>{t('recording.until', { day: dateName(recording.erase, zone, i18n.language) })}</p>}
      {(recording.files ?? []).map((file) => {
        const name = file.language ? languageName(file.language, i18n.language) : (view.picture.participants.find(({ id }) => id === file.participant)?.name ?? file.name ?? file.id)
        const who = [name, file.source && t(`recording.of.${file.source}`), file.seconds > 0 && lasting(file.seconds), file.cut && t('recording.cut')].filter(Boolean).join(' · ')
        const source = recordings.file(room, recording.id, file.id)
        const picture = (file.type ?? file.kind ?? '').startsWith('video')
        return (
          <div key={file.id} className={styles.file}>
            <p>{who}</p>
            {picture ? <video controls preload="metadata" src={source} aria-label={who} /> : <audio controls preload="none" src={source} aria-label={who} />}
          </div>
        )
      })}
      <div className={styles.acts}>
        {live && given !== undefined && (
          <button type="button" className={styles.small} onClick={() => answer.mutate(!given)}>
            {t(given ? 'recording.takeBack' : 'recording.yes')}
          </button>
        )}
        {lead && live && (
          <button type="button" className={styles.send} onClick={() => stop.mutate()}>
            {t('recording.stop')}
          </button>
        )}
        {lead && !live && recording.state !== 'expired' && (
          <button type="button" className={styles.small} data-danger onClick={() => erase.mutate()}>
            {t('recording.erase')}
          </button>
        )}
      </div>
    </li>
  )
}
