import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { Order, Terms } from '../api/shapes'
import { Amount } from '../money/amount'
import { fromMinor, toMinor } from '../money/money'
import styles from './deals.module.css'

type Fee = Order['fee']

/** What each side would pay in commission if these terms were signed now: nobody signs without having seen it. */
export function Commission({ terms: { total, feePaidBy } }: { terms: Pick<Terms, 'total' | 'feePaidBy'> }) {
  const { t } = useTranslation()
  const query = { ...total, paidBy: feePaidBy }
  const fee = useQuery({
    queryKey: ['commission', query],
    queryFn: ({ signal }) => read<Fee>('/api/v1/commission', { query }, signal),
    staleTime: 600_000,
  })
  if (fee.isError) return <p className="quiet">{t('dealMoney.commissionLater')}</p>
  return fee.data ? <FeeSplit fee={fee.data} total={total} /> : null
}

/** The commission as it falls on both sides, and what that makes of the total for each. */
export function FeeSplit({ fee, total }: { fee: Fee; total: Order['total'] }) {
  const { t, i18n } = useTranslation()
  const rate = (fee.exchangeBasisPoints + fee.platformBasisPoints) / 10_000
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 2 }).format(rate)
  const rows = [
    ['buyerPays', fee.buyer],
    ['sellerPays', fee.seller],
    ['total', fromMinor(toMinor(total) + toMinor(fee.buyer), total.currency)],
    ['sellerGets', fromMinor(toMinor(total) - toMinor(fee.seller), total.currency)],
  ] as const
  return (
    <div className={styles.fee}>
      <p>
        <strong>{t('dealMoney.commission')}</strong> <span className="quiet">{t('dealMoney.commissionOf', { rate: percent })}</span>
      </p>
      <dl>
        {rows.map(([name, money]) => (
          <div key={name}>
            <dt>{t(`dealMoney.${name}`)}</dt>
            <dd>
              <Amount money={money} strong={name === 'total' || name === 'sellerGets'} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
