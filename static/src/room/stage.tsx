import { useElementSize } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { languageName } from '../i18n/words'
import { HandIcon, MicOffIcon, PinIcon } from '../icons/icons'
import { arrange, gridOf, keyOf, type Layout, type Shown } from './arrange'
import type { Command } from './commands'
import type { Track } from './messages'
import type { View } from './view'
import styles from './stage.module.css'
import { Missing, Video } from './video'

export type Wish = { layout?: Layout; pinned?: string; self: boolean }

/** The faces and the shared screens. Names stand below the pictures, never on them. */
export function Stage({ view, wish, run }: { view: View; wish: Wish; run: (command: Command) => void }) {
  const { t } = useTranslation()
  const { ref, width, height } = useElementSize()
  const { front, rest } = arrange(view.picture, wish)
  // On a broad, low stage the others stand beside who is in front, not below.
  const beside = width > height * 1.9
  const grid = gridOf(rest.length, width || 640, height || 360, { below: 44 })
  const shown = (one: Shown, large: boolean) =>
    one.kind === 'face' ? (
      <Face key={keyOf(one)} shown={one} view={view} large={large} pinned={wish.pinned === keyOf(one)} run={run} />
    ) : (
      <Screen key={keyOf(one)} shown={one} view={view} large={large} pinned={wish.pinned === keyOf(one)} run={run} />
    )
  if (view.ladder.step === 'slides' && view.picture.slide) return <Still view={view} />
  return (
    <div ref={ref} className={styles.stage} data-layout={front.length > 0 ? 'front' : 'grid'} data-beside={(front.length > 0 && beside) || undefined}>
      {front.length === 0 && rest.length === 0 && <p className={styles.nobody}>{t('stage.empty')}</p>}
      {front.length > 0 && <div className={styles.front}>{front.map((one) => shown(one, true))}</div>}
      {rest.length > 0 && (
        <div
          className={front.length > 0 ? styles.strip : styles.grid}
          style={front.length > 0 ? undefined : { gridTemplateColumns: `repeat(${grid.columns}, ${grid.tile}px)` }}
          {...(front.length > 0 && { tabIndex: 0, role: 'group', 'aria-label': t('stage.others') })}
        >
          {rest.map((one) => shown(one, front.length === 0 && rest.length <= 4))}
        </div>
      )}
    </div>
  )
}

/** A slide as an image, where the line carries no moving picture. */
function Still({ view }: { view: View }) {
  const { t } = useTranslation()
  const { slide, participants } = view.picture
  const name = participants.find(({ id }) => id === slide?.participant)?.name ?? ''
  return (
    <figure className={styles.still}>
      <img src={slide?.image} alt={t('room.screenOf', { name })} />
      <figcaption>{t('stage.still', { name })}</figcaption>
    </figure>
  )
}

function Pin({ what, name, pinned, run }: { what: string; name: string; pinned: boolean; run: (command: Command) => void }) {
  const { t } = useTranslation()
  return (
    <button type="button" className={styles.pin} aria-pressed={pinned} aria-label={t(pinned ? 'stage.unpin' : 'stage.pin', { name })} title={t(pinned ? 'stage.unpin' : 'stage.pin', { name })} onClick={() => run({ do: 'pin', what: pinned ? undefined : what })}>
      <PinIcon size={18} />
    </button>
  )
}

/** Whether the line carries no moving picture of this track now. */
function pausedFor(view: View, track: Track | undefined): boolean {
  const layer = track && view.layers.get(track.id)
  return (view.ladder.step !== 'video' && view.ladder.step !== 'low') || (layer?.layer === 'off' && layer.reason === 'bandwidth')
}

function Screen({ shown, view, large, pinned, run }: { shown: Extract<Shown, { kind: 'screen' }>; view: View; large: boolean; pinned: boolean; run: (command: Command) => void }) {
  const { t } = useTranslation()
  const { track, participant } = shown
  const mine = participant.id === view.picture.self?.id
  const paused = !mine && pausedFor(view, track)
  const media = mine ? view.own.get('screen') : paused ? undefined : view.media.get(track.id)
  const title = t('room.screenOf', { name: participant.name })
  const priority = large ? 0 : 5
  return (
    <figure className={styles.tile} data-front={large || undefined} data-screen>
      <div className={styles.frame}>{media ? <Video track={media} id={mine ? undefined : track.id} priority={priority} whole /> : <Missing id={mine ? undefined : track.id} priority={priority} words={t(paused ? 'stage.pictureOff' : 'stage.coming')} />}</div>
      <figcaption>
        <span className={styles.who}>{title}</span>
        <Pin what={track.id} name={title} pinned={pinned} run={run} />
      </figcaption>
    </figure>
  )
}

function Face({ shown, view, large, pinned, run }: { shown: Extract<Shown, { kind: 'face' }>; view: View; large: boolean; pinned: boolean; run: (command: Command) => void }) {
  const { t, i18n } = useTranslation()
  const { picture, media, own, muted } = view
  const { participant: person } = shown
  const mine = person.id === picture.self?.id
  const of = (source: Track['source']) => picture.tracks.find((track) => track.participant === person.id && track.source === source)
  const camera = of('camera')
  const paused = !mine && pausedFor(view, camera)
  const face = mine ? own.get('camera') : camera && !camera.muted && !paused ? media.get(camera.id) : undefined
  const silent = mine ? !own.has('microphone') || muted.has('microphone') : (of('microphone')?.muted ?? true)
  const hand = picture.hands.findIndex(({ participant }) => participant === person.id)
  const aside = [person.organization, person.language && languageName(person.language, i18n.language)].filter(Boolean).join(' · ')
  return (
    <figure className={styles.tile} data-front={large || undefined} data-speaks={picture.speakers.includes(person.id) || undefined} data-away={!person.connected || undefined}>
      <div className={styles.frame}>
        {face ? <Video track={face} id={mine ? undefined : camera?.id} priority={large ? 0 : 10} mirrored={mine} /> : <Missing id={mine || camera?.muted ? undefined : camera?.id} priority={large ? 0 : 10} letter={[...person.name][0]} />}
      </div>
      <figcaption>
        <span className={styles.who}>
          <bdi className={styles.name}>{person.name}</bdi>
          {mine && <span> {t('room.you')}</span>}
          {aside && <span className={styles.org}> · {aside}</span>}
          {person.place === 'backstage' && <span className={styles.org}> · {t('stage.backstage')}</span>}
          {!person.connected && <span> · {t('room.away')}</span>}
          {camera && !camera.muted && paused && <span className={styles.org}> · {t('stage.pictureOff')}</span>}
        </span>
        {silent && <MicOffIcon size={16} aria-label={t('room.silent')} aria-hidden="false" role="img" />}
        {hand >= 0 && (
          <span className={styles.hand}>
            <HandIcon size={16} /> {hand + 1}
          </span>
        )}
        <Pin what={person.id} name={person.name} pinned={pinned} run={run} />
      </figcaption>
    </figure>
  )
}
