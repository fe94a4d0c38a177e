import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { clock, dayName } from '../time/zones'
import type { Atlas } from './layout'
import styles from './matrix.module.css'
import type { Speech } from './says'

/** The days and times above the columns, on the clock of the venue. */
export const Head = memo(function Head({ atlas, speech, over }: { atlas: Atlas; speech: Speech; over: number | undefined }) {
  const { t } = useTranslation()
  const { venue, language } = speech
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" rowSpan={2} className={styles.corner}>
          {t('schedule.person')}
        </th>
        {atlas.days.map(({ day, starts, count }) => (
          <th key={day} scope="colgroup" colSpan={count} className={styles.day}>
            <bdi>{dayName(starts, venue, language)}</bdi>
          </th>
        ))}
      </tr>
      <tr aria-rowindex={2}>
        {atlas.timetable.slots.map(({ starts }, slot) => (
          <th key={starts} scope="col" data-column={slot} data-first={atlas.days.some(({ from }) => from === slot) || undefined} data-over={over === slot || undefined} className="number">
            <bdi>{clock(starts, venue, language)}</bdi>
          </th>
        ))}
      </tr>
    </thead>
  )
})
