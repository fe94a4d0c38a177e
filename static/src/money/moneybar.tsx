import { useTranslation } from 'react-i18next'
import type { Money, Order } from '../api/shapes'
import pieces from '../theme/pieces.module.css'
import { Amount } from './amount'
import { toMinor } from './money'
import styles from './moneybar.module.css'

const parts = ['released', 'held', 'refunded', 'chargedBack'] as const
/** What most orders never have is told only where there is some. */
const rare = ['chargedBack']
const some = (money: Money) => toMinor(money) !== 0n

/** An order's money as one bar: released, held, refunded, and what is not paid in yet; the amounts stand below it. */
export function MoneyBar({ order }: { order: Order }) {
  const { t } = useTranslation()
  const told = parts.filter((part) => !rare.includes(part) || some(order.totals[part]))
  const beside = [
    ['fees', order.totals.fees],
    ['cancelFees', order.totals.cancelFees],
    ['reserved', order.totals.reserved],
    ['withheld', order.withheld],
  ] as const
  // The buyer pays his part of the commission on top of the total.
  const whole = Math.max(Number(toMinor(order.payable)), Number(toMinor(order.totals.funded))) || 1
  return (
    <div>
      <div className={styles.bar} aria-hidden="true">
        {told.map((part) => (
          <span key={part} className={styles[part]} style={{ inlineSize: `${(Number(toMinor(order.totals[part])) / whole) * 100}%` }} />
        ))}
      </div>
      <dl className={pieces.sums}>
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
        {told.map((part) => (
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
        {beside
          .filter(([name, money]) => name === 'fees' || some(money))
          .map(([name, money]) => (
            <div key={name}>
              <dt>{t(`order.${name}`)}</dt>
              <dd>
                <Amount money={money} />
              </dd>
            </div>
          ))}
      </dl>
    </div>
  )
}
