import { useTranslation } from 'react-i18next'
import type { Order } from '../api/shapes'
import { Section } from '../app/page'
import { ended } from '../settlement/turn'
import styles from './advance.module.css'
import { AskEarly } from './advanceask'
import { Offered } from './advanceoffers'
import { Running } from './advancerunning'

/** Early payment on an order, for its seller and those who clear and audit: asking, comparing what funders offer, what is owed. */
export function Advances({ order }: { order: Order }) {
  const { t } = useTranslation()
  const advances = order.advances ?? []
  const offers = advances.filter(({ state }) => state === 'OFFERED')
  const taken = advances.filter(({ state }) => state !== 'OFFERED')
  const asking = ended.includes(order.state) ? [] : order.milestones.filter(({ financeable, askedEarly }) => financeable || askedEarly)
  if (asking.length + advances.length === 0) return null
  return (
    <Section title={t('advance.title')}>
      {asking.length > 0 && (
        <>
          <p className={styles.lead}>{t('advance.words')}</p>
          <ul className={styles.list}>
            {asking.map((milestone) => (
              <AskEarly key={milestone.id} milestone={milestone} order={order} />
            ))}
          </ul>
        </>
      )}
      {order.milestones.map((milestone) => (
        <Offered key={milestone.id} milestone={milestone} offers={offers.filter((offer) => offer.milestone === milestone.id)} order={order} />
      ))}
      {taken.length > 0 && (
        <ul className={styles.list}>
          {taken.map((advance) => (
            <Running key={advance.id} advance={advance} order={order} />
          ))}
        </ul>
      )}
    </Section>
  )
}
