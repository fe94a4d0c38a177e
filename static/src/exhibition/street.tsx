import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useZone } from '../api/session'
import type { BoothSummary } from '../api/shapes'
import { BoothFacade } from '../face/facadeview'
import { languageName, Words } from '../i18n/words'
import { clock, dayIn, dayName, localHour } from '../time/zones'
import styles from './street.module.css'

/** Booths side by side on one pavement, under the sky of the venue's hour. */
export function Street({ booths, now, venue }: { booths: BoothSummary[]; now: number; venue?: string }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  return (
    <ul className={styles.street} data-sky={venue ? sky(localHour(now, venue)) : undefined}>
      {booths.map((booth) => {
        const lit = booth.onDuty.length > 0
        return (
          <li key={booth.id} className={styles.plot}>
            <Link to="/booths/$booth" params={{ booth: booth.id }} className={styles.booth}>
              <span className={styles.front}>
                <BoothFacade booth={booth} zone={booth.zone} now={now} />
              </span>
              <span className={styles.sill}>
                <strong className={styles.name}>
                  <Words of={booth.orgName} />
                </strong>
                <span className={styles.state} data-lit={lit || undefined}>
                  {stateWords(t, booth, zone, now, i18n.language)}
                </span>
                <span className={styles.spoken}>
                  {booth.number}
                  {booth.languages.length > 0 && ` · ${booth.languages.map((code) => languageName(code, i18n.language)).join(t('list.separator'))}`}
                </span>
              </span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

/** "2 on duty", "open until 18:00", "opens Thu 03:00": always on the visitor's clock. */
export function stateWords(t: TFunction, booth: Pick<BoothSummary, 'open' | 'opens' | 'closes' | 'onDuty'>, zone: string, now: number, language: string): string {
  if (booth.onDuty.length > 0) return t('booth.onDuty', { count: booth.onDuty.length })
  if (booth.open && booth.closes) return t('booth.openUntil', { time: clock(booth.closes, zone, language) })
  if (booth.open) return t('booth.open')
  if (!booth.opens) return t('booth.closed')
  const day = dayIn(booth.opens, zone) === dayIn(now, zone) ? '' : `${dayName(booth.opens, zone, language)} `
  return t('booth.opensAt', { time: day + clock(booth.opens, zone, language) })
}

function sky(hour: number): 'dawn' | 'day' | 'dusk' | 'night' {
  if (hour < 5 || hour >= 21) return 'night'
  if (hour < 8) return 'dawn'
  return hour < 17 ? 'day' : 'dusk'
}
