import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languageName } from '../i18n/words'
import { MicIcon, MicOffIcon } from '../icons/icons'
import type { Command } from './commands'
import styles from './interpretation.module.css'
import type { Channel } from './messages'
import { Meter, TrackMeter } from './meter'
import { boothOf, channelsAt, comesBack } from './picture'
import type { Seat } from './seat'
import type { View } from './view'

/** An interpreter's desk: the booth, what is heard, who is next, and one large button for the voice. */
export function Console({ seat, view, run }: { seat: Seat; view: View; run: (command: Command) => void }) {
  const { t, i18n } = useTranslation()
  const { picture } = view
  const self = picture.self?.id ?? ''
  const channels = channelsAt(picture)
  const booth = boothOf(picture)
  const mine = picture.self?.permissions.languages ?? []
  const open = channels.filter(({ language }) => mine.length === 0 || mine.includes(language))
  const tongue = (code: string) => languageName(code, i18n.language)
  if (!booth) {
    return (
      <section className={styles.console} aria-label={t('console.title')}>
        <h2>{t('console.sit')}</h2>
        <div className={styles.booths}>
          {open.map((channel) => (
            <button key={channel.language} type="button" className={styles.booth} onClick={() => run({ do: 'interpret', language: channel.language, source: 'floor' })}>
              <strong>{tongue(channel.language)}</strong>
              <span>{channel.booth?.length ? t('console.inBooth', { names: namesOf(view, channel.booth) }) : t('interp.emptyBooth')}</span>
            </button>
          ))}
          {open.length === 0 && <p>{t('console.none')}</p>}
        </div>
      </section>
    )
  }
  const active = booth.active === self
  const partners = (booth.booth ?? []).filter((id) => id !== self)
  const silent = view.muted.has('interpretation')
  const speaks = active && view.own.has('interpretation') && !silent
  const offered = booth.handover
  return (
    <section className={styles.console} aria-label={t('console.title')} data-live={speaks || undefined}>
      <header className={styles.consoleHead}>
        <h2>{t('console.booth', { language: tongue(booth.language) })}</h2>
        <p role="status">{t(active ? (silent ? 'console.mutedNow' : 'console.live') : booth.active ? 'console.partnerLive' : 'console.nobodyLive', { name: namesOf(view, [booth.active ?? '']) })}</p>
        <button type="button" className={styles.small} onClick={() => run({ do: 'interpret', language: '' })}>
          {t('console.leave')}
        </button>
      </header>
      <div className={styles.voice}>
        <button type="button" className={styles.big} data-on={speaks || undefined} aria-pressed={silent} aria-keyshortcuts="Alt+Shift+I" onClick={() => run({ do: 'voice' })}>
          {silent ? <MicOffIcon size={34} /> : <MicIcon size={34} />}
          <span>{t(silent ? 'console.speak' : 'console.mute')}</span>
          <kbd>Alt+Shift+I</kbd>
        </button>
        <TrackMeter label={t('console.yourVoice')} track={view.own.get('interpretation')} />
      </div>
      <div className={styles.source}>
        <p className={styles.label} id="console-source">
          {t('console.source')}
        </p>
        <div role="group" aria-labelledby="console-source" className={styles.choices}>
          {['floor', ...channels.map(({ language }) => language).filter((language) => language !== booth.language)].map((source) => (
            <button key={source} type="button" disabled={comesBack(channels, booth.language, source)} title={comesBack(channels, booth.language, source) ? t('console.comesBack') : undefined} aria-pressed={chosenSource(view, booth) === source} onClick={() => run({ do: 'interpret', language: booth.language, source })}>
              {source === 'floor' ? t('interp.floor') : t('console.relay', { language: tongue(source) })}
            </button>
          ))}
        </div>
        <SourceMeter seat={seat} view={view} />
      </div>
      <div className={styles.partner}>
        <p className={styles.label}>{partners.length ? t('console.partner', { names: namesOf(view, partners) }) : t('console.alone')}</p>
        <div className={styles.choices}>
          {active &&
            partners.map((id) => (
              <button key={id} type="button" aria-pressed={offered?.to === id} onClick={() => run({ do: 'handover', to: id })}>
                {t(offered?.to === id ? 'console.offered' : 'console.handover', { name: namesOf(view, [id]) })}
              </button>
            ))}
          {!active && (
            <button type="button" data-urgent={offered?.to === self || undefined} aria-keyshortcuts="Alt+Shift+T" onClick={() => run({ do: 'takeOver' })}>
              {t(offered?.to === self ? 'console.takeOffered' : 'console.take')}
            </button>
          )}
          <button type="button" aria-keyshortcuts="Alt+Shift+L" onClick={() => run({ do: 'slowDown' })}>
            {t('console.slower')}
          </button>
        </div>
        {offered?.to === self && <p role="alert">{t('console.asked', { name: namesOf(view, [offered.from]) })}</p>}
      </div>
      <Queue view={view} />
      <Typing seat={seat} language={booth.language} />
    </section>
  )
}

const namesOf = ({ picture }: View, ids: string[]) => ids.map((id) => picture.participants.find((person) => person.id === id)?.name ?? '').filter(Boolean).join(', ')

/** Whoever is not active hears what they picked themselves; the room tells only the active one's source. */
function chosenSource(view: View, booth: Channel): string {
  return view.source ?? booth.source ?? 'floor'
}

function SourceMeter({ seat, view }: { seat: Seat; view: View }) {
  const { t } = useTranslation()
  const { media } = view
  const loudness = useCallback(() => Math.max(0, ...[...media.keys()].map((id) => seat.sound.loudness(id))), [seat, media])
  return <Meter label={t('console.sourceLevel')} loudness={loudness} />
}

/** Who speaks now and who is next, each with the language they will speak. */
function Queue({ view }: { view: View }) {
  const { t, i18n } = useTranslation()
  const { hands, participants, speakers } = view.picture
  const person = (id: string) => participants.find((one) => one.id === id)
  const now = speakers.map(person).find(Boolean)
  return (
    <div className={styles.queue}>
      <p className={styles.label}>{t('console.queue')}</p>
      <ol>
        {now && (
          <li data-now>
            <bdi>{now.name}</bdi> <span>{now.language && languageName(now.language, i18n.language)}</span>
          </li>
        )}
        {hands.map((hand) => (
          <li key={hand.participant}>
            <bdi>{person(hand.participant)?.name}</bdi> <span>{hand.language && languageName(hand.language, i18n.language)}</span>
          </li>
        ))}
        {!now && hands.length === 0 && <li>{t('console.queueEmpty')}</li>}
      </ol>
    </div>
  )
}

/** Captions typed as one interprets; a line is shown while it is written and kept with Enter. */
function Typing({ seat, language }: { seat: Seat; language: string }) {
  const { t, i18n } = useTranslation()
  const [text, setText] = useState('')
  const told = useRef('')
  useEffect(() => {
    if (text === told.current) return
    const timer = setTimeout(() => {
      told.current = text
      seat.caption(text, false)
    }, 400)
    return () => clearTimeout(timer)
  }, [text, seat])
  return (
    <form
      className={styles.typing}
      onSubmit={(event) => {
        event.preventDefault()
        if (!text.trim()) return
        seat.caption(text.trim(), true)
        told.current = ''
        setText('')
      }}
    >
      <label>
        <span className={styles.label}>{t('console.captions', { language: languageName(language, i18n.language) })}</span>
        <input value={text} maxLength={160} lang={language} dir="auto" autoComplete="off" onChange={(event) => setText(event.currentTarget.value)} />
      </label>
    </form>
  )
}
