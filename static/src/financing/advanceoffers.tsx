import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Milestone, Order } from '../api/shapes'
import { Sure } from '../guards/sure'
import { Words } from '../i18n/words'
import { toMinor } from '../money/money'
import { Countdown } from '../time/countdown'
import styles from './advance.module.css'
import { Cost, useExpected } from './cost'
import { millionths } from './interest'
import type { Advance } from './shapes'

const rateOf = (offer: Advance) => millionths(offer.rate) ?? 0n
/** The cheapest first; of equal rates the one that pays more. */
const cheaper = (a: Advance, b: Advance) => {
  const [x, y] = rateOf(a) === rateOf(b) ? [toMinor(b.amount), toMinor(a.amount)] : [rateOf(a), rateOf(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** What several funders offer on one milestone, side by side to one day, the cheapest first. */
export function Offered({ milestone, offers, order }: { milestone: Milestone; offers: Advance[]; order: Order }) {
  const { t } = useTranslation()
  const { expected, field } = useExpected(offers.find((offer) => offer.expected)?.expected)
  if (offers.length === 0) return null
  const lowest = offers.map(rateOf).reduce((a, b) => (a < b ? a : b))
  return (
    <section className={styles.compare} aria-label={t('advance.offersFor', { title: milestone.title })}>
      <h3>{t('advance.offersFor', { title: milestone.title })}</h3>
      {field}
      <ul className={styles.offers}>
        {[...offers].sort(cheaper).map((offer, index) => (
          <li key={offer.id} data-lowest={(offers.length > 1 && rateOf(offer) === lowest) || undefined}>
            <h4>
              <Words of={offer.funder.orgName} />
            </h4>
            <p className={styles.rate}>
              {t('advance.rate', { rate: offer.rate })}
              {offers.length > 1 && rateOf(offer) === lowest && <small> · {t('advance.lowest')}</small>}
            </p>
            <Cost amount={offer.amount} rate={offer.rate} expected={expected} />
            <p>
              <Countdown until={offer.until} />
            </p>
            <Answer offer={offer} order={order} best={index === 0} />
          </li>
        ))}
      </ul>
      <p className="quiet">{t('financing.estimate')}</p>
    </section>
  )
}

function Answer({ offer, order, best }: { offer: Advance; order: Order; best: boolean }) {
  const { t } = useTranslation()
  const refresh = [['order', order.id]]
  const path = { id: offer.id }
  const accept = useChange((_close: () => void) => write('post', '/api/v1/advances/{id}/accept', { path, version: offer.v }), {
    refresh,
    told: t('advance.taken'),
    done: (_, close) => close(),
  })
  const decline = useChange(() => write('post', '/api/v1/advances/{id}/withdraw', { path, version: offer.v }), { refresh, told: t('advance.declined') })
  if (offer.may.length === 0) return null
  return (
    <div className={styles.moves}>
      {offer.may.includes('accept') && <Sure outline={!best} label={t('advance.take')} words={t('advance.takeWords')} pending={accept.isPending} act={accept.mutate} />}
      {offer.may.includes('decline') && (
        <Button variant="outline" loading={decline.isPending} onClick={() => decline.mutate()}>
          {t('advance.decline')}
        </Button>
      )}
    </div>
  )
}
