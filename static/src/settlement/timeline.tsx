import { useTranslation } from 'react-i18next'
import { useZone } from '../api/session'
import type { Order } from '../api/shapes'
import { Amount } from '../money/amount'
import { clock, dayName } from '../time/zones'
import styles from './settlement.module.css'

/** What happened to an order, the newest first. Refusals are told to those who clear and audit, as refusals. */
export function Timeline({ order }: { order: Order }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  return (
    <ol className={styles.timeline}>
      {[...(order.timeline ?? [])].sort((a, b) => b.seq - a.seq).map((entry, index) => (
        <li key={`${entry.seq}.${index}`}>
          <span className="number quiet">#{entry.seq}</span>
          <span>
            {t(`ledger.${entry.type.replace('.', '_')}`, { defaultValue: t('ledger.other') })}
            {entry.code !== 'done' && <span className="quiet"> · {t('order.refused', { why: t([`problem.${entry.code}`, 'problem.unknown']) })}</span>}
            {entry.amount && (
              <>
                {' '}
                <Amount money={entry.amount} strong />
              </>
            )}
          </span>
          <time dateTime={entry.at} className="quiet">
            {dayName(entry.at, zone, i18n.language)}, {clock(entry.at, zone, i18n.language)}
          </time>
        </li>
      ))}
    </ol>
  )
}
