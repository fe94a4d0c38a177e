import { useTranslation } from 'react-i18next'
import type { Work } from './shapes'
import styles from './work.module.css'

/** How many of the reader's own things are late, at risk and due. */
export function Counts({ work }: { work: Work }) {
  const { t } = useTranslation()
  const counts = [
    ['late', work.late],
    ['at_risk', work.atRisk],
    ['due', work.due],
  ] as const
  return (
    <dl className={styles.counts}>
      {counts.map(([urgency, count]) => (
        <div key={urgency} data-urgency={urgency} data-none={count === 0 || undefined}>
          <dd className="number">{count}</dd>
          <dt>{t(`work.urgency.${urgency}`)}</dt>
        </div>
      ))}
    </dl>
  )
}
