import { useTranslation } from 'react-i18next'
import { useZone } from '../api/session'
import type { Order } from '../api/shapes'
import { clock, dayName } from '../time/zones'
import styles from './settlement.module.css'

/** Says that compliance has stopped an order and what that means; why, only to those whose work it is. */
export function Held({ order }: { order: Order }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  if (!order.held) return null
  return (
    <div className={styles.stopped} role="status">
      <strong>{t('order.stopped')}</strong>
      <p>{t('order.stoppedWords')}</p>
      {order.hold && (
        <p className="quiet">
          {t('order.stoppedBecause', { reason: order.hold.reason })}
          <time dateTime={order.hold.at}>
            {' · '}
            {t('order.since', { day: dayName(order.hold.at, zone, i18n.language), time: clock(order.hold.at, zone, i18n.language) })}
          </time>
        </p>
      )}
    </div>
  )
}
