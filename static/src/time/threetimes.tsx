import { useTranslation } from 'react-i18next'
import { useExhibition, useZone } from '../api/session'
import styles from './threetimes.module.css'
import { cityOf, clock, dayIn, dayName, isNight } from './zones'

/**
 * One instant on the clocks that matter: yours, theirs and the venue's. Zones that show the same clock are told once,
 * and a night hour is marked.
 */
export function ThreeTimes({ at, theirZone, compact }: { at: string; theirZone?: string; compact?: boolean }) {
  const { t, i18n } = useTranslation()
  const mine = useZone()
  const venue = useExhibition()?.zone
  const rows = [
    { who: 'mine', zone: mine },
    { who: 'theirs', zone: theirZone },
    { who: 'venue', zone: venue },
  ].filter((row): row is { who: string; zone: string } => Boolean(row.zone))
  const told = rows.filter((row, index) => rows.findIndex((other) => other.zone === row.zone) === index)
  const home = dayIn(at, mine)
  return (
    <dl className={styles.times} data-compact={compact || undefined}>
      {told.map(({ who, zone }) => (
        <div key={who} className={styles.row} data-who={who}>
          <dt>
            {t(`time.${who}`)} <span className={styles.city}>{cityOf(zone)}</span>
          </dt>
          <dd>
            <time dateTime={at}>
              <bdi className="number">{clock(at, zone, i18n.language)}</bdi>
              {(!compact || dayIn(at, zone) !== home) && <bdi className={styles.day}> {dayName(at, zone, i18n.language)}</bdi>}
            </time>
            {isNight(at, zone) && <span className={styles.night}>{t('time.night')}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
