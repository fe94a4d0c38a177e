import { useTranslation } from 'react-i18next'
import type { Order } from '../api/shapes'
import { Amount } from '../money/amount'
import { toMinor } from '../money/money'
import styles from './settlement.module.css'

const parts = ['released', 'held', 'refunded'] as const

/** An order's money as one bar: released, held, refunded, and what is not paid in yet; the amounts stand below it. */
export function MoneyBar({ order }: { order: Order }) {
  const { t } = useTranslation()
  const total = Number(toMinor(order.total)) || 1
  return (
    <div>
      <div className={styles.bar} aria-hidden="true">
        {parts.map((part) => (
          <span key={part} className={styles[part]} style={{ inlineSize: `${(Number(toMinor(order.totals[part])) / total) * 100}%` }} />
        ))}
      </div>
      <dl className={styles.sums}>
        <div>
          <dt>{t('order.total')}</dt>
          <dd>
            <Amount money={order.total} strong />
          </dd>
        </div>
        <div>
          <dt>{t('order.funded')}</dt>
          <dd>
            <Amount money={order.totals.funded} />
          </dd>
        </div>
        {parts.map((part) => (
          <div key={part}>
            <dt>
              <span className={`${styles.swatch} ${styles[part]}`} aria-hidden="true" />
              {t(`order.${part}`)}
            </dt>
            <dd>
              <Amount money={order.totals[part]} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('order.fees')}</dt>
          <dd>
            <Amount money={order.totals.fees} />
          </dd>
        </div>
      </dl>
    </div>
  )
}
