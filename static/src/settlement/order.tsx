import { Badge } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { Order } from '../api/shapes'
import { Page, Section } from '../app/page'
import { Claims } from '../claims/claims'
import { FeeSplit } from '../deals/commission'
import { Disputes } from '../disputes/disputes'
import { Draft } from '../drafts/draft'
import { Advances } from '../financing/advances'
import { Payees } from '../financing/payees'
import { Held } from '../guards/held'
import { Unscreened } from '../guards/unscreened'
import { Words } from '../i18n/words'
import { toMinor } from '../money/money'
import { MoneyBar } from '../money/moneybar'
import { Sandbox } from '../money/sandbox'
import { Quotes } from '../quotes/quotes'
import { Failed, Loading } from '../states/states'
import pieces from '../theme/pieces.module.css'
import { Milestones } from './milestones'
import { OrderMoves } from './ordermoves'
import { OrderStatement } from './orderstatement'
import { Papers } from './papers'
import styles from './settlement.module.css'

/** Nothing was or will be released in these, so no commission is due. */
const unearned = ['CANCELLED', 'EXPIRED', 'DECLINED', 'REFUNDED']

/** Whether all that was agreed was released or still may be: what the sides pay and get in all is then as agreed. */
const whole = ({ state, totals }: Order) => !unearned.includes(state) && toMinor(totals.refunded) === 0n

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
  // How to pay comes before what is paid for; once all is paid in, it is history.
  const unpaid = !order.draft && toMinor(order.missing) > 0n
  const parties = (
    <>
      <Words of={order.seller.orgName} /> {i18n.dir() === 'rtl' ? '←' : '→'} <Words of={order.buyer.orgName} />
    </>
  )
  return (
    <Page
      title={order.title ? <bdi>{order.title}</bdi> : parties}
      tab={order.title || order.id}
      above={
        <>
          <Link to="/orders">{t('nav.orders')}</Link> ·{' '}
          {order.deal && (
            <>
              <Link to="/deals/$deal" params={{ deal: order.deal }}>
                {t('order.deal')}
              </Link>{' '}
              ·{' '}
            </>
          )}
          {parties} · <bdi className={pieces.number}>{order.id}</bdi>
        </>
      }
      aside={<Badge>{t(`order.state.${order.state.toLowerCase()}`)}</Badge>}
    >
      {order.sandbox && <Sandbox />}
      <Unscreened notice={order.screeningNotice} />
      <Held order={order} />
      {order.draft ? (
        <Draft order={order} draft={order.draft} />
      ) : (
        <>
          <div className={styles.head}>
            <OrderMoves order={order} />
            <div>
              <MoneyBar order={order} />
              {whole(order) && <FeeSplit fee={order.fee} total={order.total} />}
            </div>
          </div>
          <Payees order={order} />
          {unpaid && <Quotes order={order} />}
          <Section title={t('order.milestones')}>
            <Milestones order={order} />
          </Section>
        </>
      )}
      <Disputes order={order} />
      <Claims order={order} />
      {!unpaid && <Quotes order={order} />}
      <Advances order={order} />
      <Papers order={order} />
      <OrderStatement order={order} />
    </Page>
  )
}
