import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { languageName } from '../i18n/words'
import styles from './captions.module.css'
import type { Caption } from './messages'
import { channelsAt, withCaption, type Picture } from './picture'
import { keptCaptions, transcriptOf } from './roomapi'

/** The languages one can read: those somebody writes in, and those of the channels. */
export function captionLanguages(picture: Picture): string[] {
  return [...new Set([...channelsAt(picture).map(({ language }) => language), ...picture.captions.map(({ language }) => language)])]
}

const linesIn = (captions: Caption[], language: string) => captions.filter((caption) => caption.language === language && caption.text)

/** Who is meant by a caption: the speaker if the writer said so, else whoever wrote it. */
const saidBy = (picture: Picture, { speaker, participant }: Caption) => picture.participants.find(({ id }) => id === (speaker ?? participant))?.name

/** Two lines below the faces. Only finished lines are read aloud; the one being written changes too often. */
export function Captions({ picture, language, choose, read }: { picture: Picture; language: string; choose: (language: string) => void; read: () => void }) {
  const { t, i18n } = useTranslation()
  const lines = linesIn(picture.captions, language).slice(-2)
  return (
    <section className={styles.captions} aria-label={t('captions.title')}>
      <div className={styles.lines} lang={language} dir="auto">
        <div role="log" aria-live="polite">
          {lines.filter(({ final }) => final).map((line) => (
            <p key={`${line.id}${line.at}`}>{line.text}</p>
          ))}
        </div>
        <p aria-hidden="true" className={styles.coming}>
          {lines.findLast(({ final }) => !final)?.text}
        </p>
        {lines.length === 0 && <p className={styles.none}>{t('captions.none', { language: languageName(language, i18n.language) })}</p>}
      </div>
      <div className={styles.acts}>
        <CaptionLanguage picture={picture} language={language} choose={choose} />
        <button type="button" onClick={read}>
          {t('captions.read')}
        </button>
      </div>
    </section>
  )
}

function CaptionLanguage({ picture, language, choose }: { picture: Picture; language: string; choose: (language: string) => void }) {
  const { t, i18n } = useTranslation()
  const known = captionLanguages(picture)
  return (
    <select aria-label={t('captions.language')} value={language} onChange={(event) => choose(event.currentTarget.value)}>
      {(known.includes(language) ? known : [language, ...known]).map((code) => (
        <option key={code} value={code}>
          {languageName(code, i18n.language)}
        </option>
      ))}
    </select>
  )
}

/** All that was said, large, in place of the faces: for those who read. */
export function Reader({ room, picture, language, choose, close }: { room: string; picture: Picture; language: string; choose: (language: string) => void; close: () => void }) {
  const { t } = useTranslation()
  const end = useRef<HTMLDivElement>(null)
  const kept = useQuery({ queryKey: ['captions', room, language], queryFn: ({ signal }) => keptCaptions(room, language, signal), retry: false, staleTime: Infinity })
  const before = (kept.data?.items ?? []).map(({ lineId, id, text, speaker, by, at }): Caption => ({ id: lineId ?? id, language, text, final: true, participant: by, speaker, at }))
  const lines = linesIn([...before, ...picture.captions].reduce<Caption[]>(withCaption, []), language)
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [lines.length])
  return (
    <section className={styles.reader} aria-label={t('captions.title')}>
      <div className={styles.readerHead}>
        <CaptionLanguage picture={picture} language={language} choose={choose} />
        <a href={transcriptOf(room, language)} download>
          {t('captions.download')}
        </a>
        <button type="button" onClick={close}>
          {t('captions.faces')}
        </button>
      </div>
      <div className={styles.text} role="log" aria-live="polite" tabIndex={0} lang={language} dir="auto">
        {lines.length === 0 && <p className={styles.none}>{t('captions.nothing')}</p>}
        {lines.map((line, index) => {
          const name = saidBy(picture, line)
          const previous = lines[index - 1]
          return (
            <p key={`${line.id}${line.at}`} data-coming={!line.final || undefined} aria-hidden={!line.final || undefined}>
              {name && (!previous || saidBy(picture, previous) !== name) && <bdi className={styles.speaker}>{name}</bdi>}
              {line.text}
            </p>
          )
        })}
        <div ref={end} />
      </div>
    </section>
  )
}
