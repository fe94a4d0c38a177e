import { useTranslation } from 'react-i18next'
import { HandIcon, MicOffIcon } from '../icons/icons'
import type { Participant, Track } from './messages'
import styles from './room.module.css'
import type { View } from './seat'
import { Video, Voice } from './video'

export type Layout = 'grid' | 'speaker'

/** The faces and the shared screen. Names stand below the pictures, never on them. */
export function Stage({ view, layout }: { view: View; layout: Layout }) {
  const { t } = useTranslation()
  const { picture, media, own } = view
  const self = picture.self?.id
  const screen = picture.tracks.find(({ source, id, participant }) => source === 'screen' && (media.has(id) || participant === self))
  const ownScreen = own.get('screen')
  const screenMedia = screen && (screen.participant === self ? ownScreen : media.get(screen.id))
  const sharer = picture.participants.find(({ id }) => id === screen?.participant)
  const inFront = layout === 'speaker' && !screenMedia ? (picture.lastSpeaker !== self ? picture.lastSpeaker : undefined) ?? picture.participants.find(({ id }) => id !== self)?.id : undefined
  const people = [...picture.participants].sort((a, b) => Number(b.id === inFront) - Number(a.id === inFront))
  return (
    <div className={styles.stage} data-layout={screenMedia || inFront ? 'front' : 'grid'} data-count={Math.min(people.length, 9)}>
      {screenMedia && (
        <figure className={styles.tile} data-front>
          <div className={styles.frame}>
            <Video track={screenMedia} whole />
          </div>
          <figcaption>{t('room.screenOf', { name: sharer?.name ?? '' })}</figcaption>
        </figure>
      )}
      {people.map((person) => (
        <Face key={person.id} person={person} view={view} front={person.id === inFront} />
      ))}
      {picture.tracks.map((track) => {
        const voice = track.participant !== self && (track.source === 'microphone' || track.source === 'screenAudio') ? media.get(track.id) : undefined
        return voice && <Voice key={track.id} track={voice} />
      })}
    </div>
  )
}

function Face({ person, view, front }: { person: Participant; view: View; front: boolean }) {
  const { t } = useTranslation()
  const { picture, media, own, muted } = view
  const mine = person.id === picture.self?.id
  const of = (source: Track['source']) => picture.tracks.find((track) => track.participant === person.id && track.source === source)
  const camera = of('camera')
  const face = mine ? own.get('camera') : camera && !camera.muted ? media.get(camera.id) : undefined
  const silent = mine ? !own.has('microphone') || muted.has('microphone') : (of('microphone')?.muted ?? true)
  const hand = picture.hands.findIndex(({ participant }) => participant === person.id)
  return (
    <figure className={styles.tile} data-front={front || undefined} data-speaks={picture.speakers.includes(person.id) || undefined} data-away={!person.connected || undefined}>
      <div className={styles.frame}>{face ? <Video track={face} mirrored={mine} /> : <span className={styles.initial}>{[...person.name][0]}</span>}</div>
      <figcaption>
        <bdi>{person.name}</bdi>
        {mine && <span> {t('room.you')}</span>}
        {person.organization && <span className={styles.org}> · {person.organization}</span>}
        {silent && <MicOffIcon size={15} aria-label={t('room.silent')} aria-hidden="false" role="img" />}
        {hand >= 0 && (
          <span className={styles.hand}>
            <HandIcon size={15} /> {hand + 1}
          </span>
        )}
        {!person.connected && <span> · {t('room.away')}</span>}
      </figcaption>
    </figure>
  )
}
