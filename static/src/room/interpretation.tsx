import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languageName } from '../i18n/words'
import { EarIcon } from '../icons/icons'
import type { Command } from './commands'
import { hearing } from './ducking'
import styles from './interpretation.module.css'
import { boothOf, channelsAt, type Picture } from './picture'

/** Which voice one hears, always in reach: the floor or a language, and how loud the floor stays under it. */
export function LanguageBar({ picture, run }: { picture: Picture; run: (command: Command) => void }) {
  const { t, i18n } = useTranslation()
  const channels = channelsAt(picture)
  const { listening, participants } = picture
  const [floor, setFloor] = useState(listening.floor)
  useEffect(() => setFloor(listening.floor), [listening.floor])
  // A slider being drawn is one wish, not fifty.
  useEffect(() => {
    if (floor === listening.floor) return
    const timer = setTimeout(() => run({ do: 'floor', level: floor }), 200)
    return () => clearTimeout(timer)
  }, [floor, listening.floor, run])
  if (channels.length === 0 || boothOf(picture)) return null
  const name = (id: string | undefined) => participants.find((person) => person.id === id)?.name
  const language = languageName(listening.language, i18n.language)
  const state = hearing(listening, channels)
  const interpreter = name(channels.find((channel) => channel.language === listening.language)?.active) ?? ''
  return (
    <section className={styles.bar} aria-label={t('interp.title')} data-hearing={state}>
      <label className={styles.pick}>
        <EarIcon />
        <span>{t('interp.hear')}</span>
        <select value={listening.language} onChange={(event) => run({ do: 'listen', language: event.currentTarget.value })}>
          <option value="">{t('interp.floor')}</option>
          {channels.map((channel) => (
            <option key={channel.language} value={channel.language}>
              {languageName(channel.language, i18n.language)} · {name(channel.active) ?? t('interp.emptyBooth')}
            </option>
          ))}
        </select>
      </label>
      {listening.language !== '' && (
        <label className={styles.slider}>
          <span>
            {t('interp.level')} <bdi className="number">{new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(floor / 100)}</bdi>
          </span>
          <input type="range" min={0} max={100} step={5} value={floor} onChange={(event) => setFloor(Number(event.currentTarget.value))} />
        </label>
      )}
      <p role="status" className={styles.state}>
        {t(`interp.state.${state}`, { language, name: interpreter })}
      </p>
    </section>
  )
}
