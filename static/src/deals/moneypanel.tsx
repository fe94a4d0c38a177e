import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { Deal, Money, Order } from '../api/shapes'
import { Amount } from '../money/amount'
import { MoneyBar } from '../settlement/moneybar'
import { Sandbox } from '../settlement/sandbox'
import { Loaded } from '../states/states'
import styles from './deals.module.css'

/** Where the deal's money is: planned before the order, then held, released and refunded. */
export function MoneyPanel({ deal }: { deal: Deal }) {
  const { t } = useTranslation()
  const current = deal.versions?.find(({ n }) => n === deal.current)
  if (!deal.order && !current) return null
  return (
    <section className={styles.money} aria-label={t('deal.money')}>
      <h2>{t('deal.money')}</h2>
      {deal.order ? <Ordered id={deal.order} /> : current && <Planned total={current.terms.total} milestones={current.terms.milestones} />}
    </section>
  )
}

function Planned({ total, milestones }: { total: Money; milestones: { title: string; amount: Money }[] }) {
  const { t } = useTranslation()
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
          <Button fullWidth variant="outline" mt="sm" renderRoot={(props) => <Link to="/orders/$order" params={{ order: id }} {...props} />}>
            {t('deal.toOrder')}
          </Button>
        </>
      )}
    </Loaded>
  )
}
