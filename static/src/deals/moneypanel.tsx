import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { Deal, Order, Terms } from '../api/shapes'
import { Amount } from '../money/amount'
import { fromMinor, toMinor } from '../money/money'
import { MoneyBar } from '../money/moneybar'
import { Sandbox } from '../money/sandbox'
import { Loaded } from '../states/states'
import { Countdown } from '../time/countdown'
import { Commission, FeeSplit } from './commission'
import styles from './deals.module.css'

/** Where the deal's money is: planned before the order, then held, released and refunded. */
export function MoneyPanel({ deal }: { deal: Deal }) {
  const { t } = useTranslation()
  const current = deal.versions?.find(({ n }) => n === deal.current)
  if (!deal.order && !current) return null
  return (
    <section className={styles.money} aria-label={t('deal.money')}>
      <h2>{t('deal.money')}</h2>
      {deal.order ? <Ordered id={deal.order} /> : current && <Planned terms={current.terms} />}
    </section>
  )
}

function Planned({ terms }: { terms: Terms }) {
  const { t } = useTranslation()
  const { total, milestones } = terms
  return (
    <>
      <p>
        {t('deal.planned')} <Amount money={total} strong />
      </p>
      <ol className={styles.milestones}>
        {milestones.map((milestone, index) => (
          <li key={milestone.title + index}>
            <bdi>{milestone.title}</bdi> <Amount money={milestone.amount} />
          </li>
        ))}
      </ol>
      <Commission terms={terms} />
    </>
  )
}

function Ordered({ id }: { id: string }) {
  const { t } = useTranslation()
  const order = useQuery({ queryKey: ['order', id], queryFn: ({ signal }) => read<Order>('/api/v1/orders/{id}', { path: { id } }, signal), refetchInterval: 8_000 })
  return (
    <Loaded query={order}>
      {(data) => (
        <>
          {data.sandbox && <Sandbox />}
          <MoneyBar order={data} />
          <Missing order={data} />
          <NextMilestone order={data} />
          <FeeSplit fee={data.fee} total={data.total} />
          <Button fullWidth variant="outline" mt="sm" renderRoot={(props) => <Link to="/orders/$order" params={{ order: id }} {...props} />}>
            {t('deal.toOrder')}
          </Button>
        </>
      )}
    </Loaded>
  )
}

/** What the buyer still has to pay in, until when, and the way to do it. */
function Missing({ order }: { order: Order }) {
  const { t } = useTranslation()
  if (toMinor(order.missing) <= 0n || !['AWAITING_FUNDS', 'PARTIALLY_FUNDED'].includes(order.state)) return null
  return (
    <div className={styles.stands}>
      <p>
        {t('dealMoney.missing')} <Amount money={order.missing} strong />
      </p>
      {order.fundBy && (
        <p>
          {t('dealMoney.payBy')} <Countdown until={order.fundBy} />
        </p>
      )}
      {order.may.includes('fund') && (
        <Button fullWidth renderRoot={(props) => <Link to="/orders/$order" params={{ order: order.id }} {...props} />}>
          {t('dealMoney.pay')}
        </Button>
      )}
    </div>
  )
}

const ended = ['RELEASED', 'SPLIT', 'REFUNDED', 'CANCELLED']

/** The milestone whose turn it is with the clock that runs for it, and what of the money is frozen in disputes. */
function NextMilestone({ order }: { order: Order }) {
  const { t } = useTranslation()
  const next = order.milestones.find(({ state }) => !ended.includes(state) && state !== 'DISPUTED')
  const contested = order.milestones.filter(({ state }) => state === 'DISPUTED')
  const frozen = fromMinor(
    contested.reduce((sum, { held }) => sum + toMinor(held), 0n),
    order.currency,
  )
  return (
    <div className={styles.stands}>
      {contested.length > 0 && (
        <p className="live">
          {t('dealMoney.frozen')} <Amount money={frozen} strong />
        </p>
      )}
      {next ? (
        <>
          <p>
            {t('dealMoney.next')} <bdi>{next.title}</bdi> <Amount money={next.amount} strong />
          </p>
          <p>
            {t(`milestone.state.${next.state.toLowerCase()}`)}
            {next.state === 'INSPECTION' && next.inspectUntil && (
              <>
                {' · '}
                {t('inspection.clock')} <Countdown until={next.inspectUntil} />
              </>
            )}
            {['PLANNED', 'FUNDED'].includes(next.state) && next.due && (
              <>
                {' · '}
                {t('dealMoney.dueBy')} <Countdown until={next.due} />
              </>
            )}
          </p>
        </>
      ) : (
        contested.length === 0 && <p className="quiet">{t('dealMoney.allDone')}</p>
      )}
    </div>
  )
}
