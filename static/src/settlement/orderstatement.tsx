import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { readText } from '../api/client'
import type { Order } from '../api/shapes'
import { Section } from '../app/page'
import { Failed } from '../states/states'
import pieces from '../theme/pieces.module.css'
import styles from './settlement.module.css'
import { Timeline } from './timeline'

const Findings = lazy(() => import('../verify/findings').then((module) => ({ default: module.Findings })))

/** What happened to an order, and the statement of it, which the reader's own browser verifies. */
export function OrderStatement({ order }: { order: Order }) {
  const { t } = useTranslation()
  const address = `/api/v1/orders/${order.id}/statement`
  const verified = useQuery({
    queryKey: ['verified', order.id],
    queryFn: async ({ signal }) => {
      const [source, { verifyStatement }] = await Promise.all([
        readText('/api/v1/orders/{id}/statement', { path: { id: order.id } }, signal),
        import('../verify/statement'),
      ])
      return verifyStatement(source)
    },
    // Only when it is asked for: it fetches every block header of the order's life.
    enabled: false,
    retry: false,
  })
  return (
    <Section
      title={t('order.timeline')}
      aside={
        <Button component="a" variant="outline" href={address} download={`${order.id}.statement.json`}>
          {t('order.statement')}
        </Button>
      }
    >
      <Timeline order={order} />
      <div className={styles.verify}>
        <p>{t('verify.order.words')}</p>
        <div className={pieces.row}>
          <Button variant="outline" loading={verified.isFetching} disabled={!crypto.subtle} onClick={() => void verified.refetch()}>
            {t(verified.data ? 'verify.order.again' : 'verify.order.button')}
          </Button>
          <Link to="/verify" className={styles.more}>
            {t('verify.order.more')}
          </Link>
        </div>
        {!crypto.subtle && <p>{t('verify.insecure')}</p>}
        {verified.isError && !verified.isFetching && <Failed failure={verified.error} />}
        {verified.data && (
          <Suspense fallback={null}>
            <div className={styles.findings}>
              <Findings findings={verified.data.findings} />
            </div>
          </Suspense>
        )}
        <p className={styles.offline}>{t('order.verify')}</p>
        <code dir="ltr">fairground verify statement {order.id}.statement.json</code>
      </div>
    </Section>
  )
}
