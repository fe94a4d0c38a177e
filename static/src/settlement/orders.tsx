import { Badge, Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useMe } from '../api/session'
import type { List, Order } from '../api/shapes'
import { Page } from '../app/page'
import { over } from '../disputes/disputewords'
import { Unscreened } from '../guards/unscreened'
import { Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { Sandbox } from '../money/sandbox'
import { OwnMoney } from '../payouts/payouts'
import { Empty, Loaded } from '../states/states'
import pieces from '../theme/pieces.module.css'
import styles from './settlement.module.css'

/** What signed deals became: orders with their money, and what my organization holds here. */
export function Orders() {
  const { t } = useTranslation()
  const me = useMe()
  const own = me?.organization?.id
  const orders = useInfiniteQuery({
    queryKey: ['orders'],
    queryFn: ({ signal, pageParam }) => read<List<Order>>('/api/v1/orders', { query: { limit: 50, cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    enabled: Boolean(me?.person),
    refetchInterval: 20_000,
  })
  return (
    <Page title={t('nav.orders')}>
      <Loaded query={orders} empty={{ when: (items) => items.length === 0, show: <Empty title={t('orders.empty')}>{t('orders.emptyWords')}</Empty> }}>
        {(items) => (
          <>
            {items.some(({ sandbox }) => sandbox) && <Sandbox />}
            <Unscreened notice={items.find((order) => order.screeningNotice)?.screeningNotice} />
            <ul className={pieces.list}>
              {items.map((order) => (
                <li key={order.id}>
                  <Link to="/orders/$order" params={{ order: order.id }} className={styles.orderRow}>
                    <span>
                      <strong className="serif">
                        <Words of={(order.buyer.org === own ? order.seller : order.buyer).orgName} />
                      </strong>
                      <span className={`quiet ${pieces.number}`}>{order.title || order.id}</span>
                    </span>
                    <Amount money={order.total} strong />
                    <span className={styles.marks}>
                      {order.held && <Badge color="vermilion">{t('order.stopped')}</Badge>}
                      {order.disputes.some(({ state }) => !over.includes(state)) && <Badge color="vermilion">{t('orders.disputed')}</Badge>}
                      <Badge>{t(`order.state.${order.state.toLowerCase()}`)}</Badge>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
            {orders.hasNextPage && (
              <Button variant="outline" mt="md" loading={orders.isFetchingNextPage} onClick={() => void orders.fetchNextPage()}>
                {t('frame.more')}
              </Button>
            )}
          </>
        )}
      </Loaded>
      {own && <OwnMoney org={own} orders={orders.data ?? []} />}
    </Page>
  )
}
