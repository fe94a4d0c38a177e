import { useTranslation } from 'react-i18next'
import styles from './organizer.module.css'

/** Counts that are compared, longest first, drawn as bars with their numbers. */
export function Bars({ values }: { values: { label: string; count: number }[] }) {
  const { i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  const shown = values.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)
  const most = Math.max(1, ...shown.map(({ count }) => count))
  return (
    <dl className={styles.bars}>
      {shown.map(({ label, count }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <span className={styles.barFill} style={{ inlineSize: `${(count / most) * 100}%` }} aria-hidden="true" />
            <span className="number">{number.format(count)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
