import { useTranslation } from 'react-i18next'
import type { Order } from '../api/shapes'
import { Words } from '../i18n/words'
import styles from './advance.module.css'

/** Who gets the next release, once it is not the seller alone: a funder who paid early comes first, by assignment. */
export function Payees({ order }: { order: Order }) {
  const { t } = useTranslation()
  const payees = order.payees ?? []
  if (payees.length < 2) return null
  return (
    <div className={styles.payees} role="note">
      <strong id="payees">{t('payees.title')}</strong>
      <ol aria-labelledby="payees">
        {payees.map(({ org, orgName }, index) => (
          <li key={org}>
            <bdi>
              <Words of={orgName} />
            </bdi>{' '}
            <span className="quiet">{t(org === order.seller.org ? 'payees.rest' : index === 0 ? 'payees.first' : 'payees.then')}</span>
          </li>
        ))}
      </ol>
      <p className="quiet">{t(order.you === 'buyer' ? 'payees.buyerWords' : 'payees.words')}</p>
    </div>
  )
}
