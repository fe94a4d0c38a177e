import { Badge, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { Order } from '../api/shapes'
import { Page, Section } from '../app/page'
import { Words } from '../i18n/words'
import { Failed, Loading } from '../states/states'
import { Disputes } from './disputes'
import { Advances, Quotes } from './financing'
import { Held } from './held'
import { Milestones } from './milestones'
import { MoneyBar } from './moneybar'
import { OrderMoves } from './ordermoves'
import { Papers } from './papers'
import { Sandbox } from './sandbox'
import { Timeline } from './timeline'
import styles from './settlement.module.css'

/** One order: its money, its milestones with the one thing to do, its disputes, its papers, its history. */
export function OrderPage() {
  const { t, i18n } = useTranslation()
  const { order: id = '' } = useParams({ strict: false })
  const query = useQuery({
    queryKey: ['order', id],
    queryFn: ({ signal }) => read<Order>('/api/v1/orders/{id}', { path: { id } }, signal),
    refetchInterval: 8_000,
  })
  if (query.isError && !query.data) return <Failed failure={query.error} again={() => void query.refetch()} />
  if (!query.data) return <Loading />
  const order = query.data
  return (
    <Page
      title={
        <>
          <Words of={order.seller.orgName} /> {i18n.dir() === 'rtl' ? '←' : '→'} <Words of={order.buyer.orgName} />
        </>
      }
      tab={order.id}
      above={
        <>
          <Link to="/orders">{t('nav.orders')}</Link> · {order.id}
          {order.deal && (
            <>
              {' · '}
              <Link to="/deals/$deal" params={{ deal: order.deal }}>
                {t('order.deal')}
              </Link>
            </>
          )}
        </>
      }
      aside={<Badge>{t(`order.state.${order.state.toLowerCase()}`)}</Badge>}
    >
      {order.sandbox && <Sandbox />}
      {order.screeningNotice && <p className="quiet">{t('order.unscreened')}</p>}
      <Held order={order} />
      <div className={styles.head}>
        <MoneyBar order={order} />
        <OrderMoves order={order} />
      </div>
      <Disputes order={order} />
      <Section title={t('order.milestones')}>
        <Milestones order={order} />
      </Section>
      <Quotes order={order} />
      <Advances order={order} />
      <Papers order={order} />
      <Section
        title={t('order.timeline')}
        aside={
          <Button component="a" variant="outline" href={`/api/v1/orders/${order.id}/statement`} download={`${order.id}.statement.json`}>
            {t('order.statement')}
          </Button>
        }
      >
        <Timeline order={order} />
        <div className={styles.verify}>
          <p>{t('order.verify')}</p>
          <code dir="ltr">fairground verify statement {order.id}.statement.json</code>
        </div>
      </Section>
    </Page>
  )
}
