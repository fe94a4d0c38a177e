import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Order } from '../api/shapes'
import { Section } from '../app/page'
import { Amount } from '../money/amount'
import { Countdown } from './countdown'
import styles from './settlement.module.css'

/** What was priced in other currencies for an order, to read. */
export function Quotes({ order }: { order: Order }) {
  const { t } = useTranslation()
  if (!order.quotes?.length) return null
  return (
    <Section title={t('quote.title')}>
      <ul className={styles.orders}>
        {order.quotes.map((quote) => (
          <li key={quote.id} className={styles.payout}>
            <span>
              <Amount money={quote.pay} strong /> {'= '}
              <Amount money={quote.buy} />
              <span className={`quiet ${styles.number}`}> · {t('quote.rate', { rate: quote.rate, source: quote.source })}</span>
              {quote.state === 'OPEN' && (
                <>
                  <br />
                  <Countdown until={quote.expires} />
                </>
              )}
              {quote.state === 'ACCEPTED' && (
                <>
                  <br />
                  <Countdown until={quote.payBy} />
                </>
              )}
            </span>
            <Badge>{t(`quote.state.${quote.state.toLowerCase()}`)}</Badge>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Early payment on an order, to read; only its seller and those who clear and audit are told of it. */
export function Advances({ order }: { order: Order }) {
  const { t } = useTranslation()
  if (!order.advances?.length) return null
  return (
    <Section title={t('advance.title')}>
      <ul className={styles.orders}>
        {order.advances.map((advance) => (
          <li key={advance.id} className={styles.payout}>
            <span>
              <Amount money={advance.amount} strong />
              <span className="quiet"> · {t('advance.rate', { rate: advance.rate })}</span>
              {['DISBURSED', 'ACCRUING', 'RECOURSE'].includes(advance.state) && (
                <span className="quiet">
                  {' · '}
                  {t('advance.owed')} <Amount money={advance.owed} />
                </span>
              )}
            </span>
            <Badge>{t(`advance.state.${advance.state.toLowerCase()}`)}</Badge>
          </li>
        ))}
      </ul>
    </Section>
  )
}
