import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useZone } from '../api/session'
import type { List, Order } from '../api/shapes'
import { Amount } from '../money/amount'
import pieces from '../theme/pieces.module.css'
import { dayAndClock } from '../time/zones'
import { chronicle, kinds, type Happening, type OrderMessage } from './chronicle'
import { addressOf, usePapers } from './papers'
import styles from './settlement.module.css'
import { Write } from './write'

/**
 * What happened to an order, the newest first: money, goods, papers and messages in one. Refusals are told to those who clear
 * and audit, as refusals.
 */
export function Timeline({ order }: { order: Order }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const [kind, setKind] = useState<'all' | Happening['kind']>('all')
  const papers = usePapers(order)
  const messages = useQuery({
    queryKey: ['order', order.id, 'messages'],
    queryFn: ({ signal }) => read<List<OrderMessage>>('/api/v1/orders/{id}/messages', { path: { id: order.id } }, signal),
    refetchInterval: 15_000,
  })
  const all = chronicle(order.timeline ?? [], papers.data?.items ?? [], messages.data?.items ?? [])
  return (
    <>
      <Write order={order} />
      {all.length > 0 && (
        <SegmentedControl
          aria-label={t('timeline.show')}
          className={styles.kinds}
          value={kind}
          onChange={(value) => setKind(value as typeof kind)}
          data={(['all', ...kinds] as const).map((value) => ({ value, label: t(`timeline.kind.${value}`) }))}
        />
      )}
      <ol className={`${pieces.list} ${styles.timeline}`}>
        {all
          .filter((one) => kind === 'all' || one.kind === kind)
          .map((one) => (
            <li key={one.id} data-kind={one.kind}>
              <span className="number quiet">{'entry' in one ? `#${one.entry.seq}` : ''}</span>
              <span>
                <What of={one} order={order} />
              </span>
              <time dateTime={one.at} className="quiet">
                {dayAndClock(one.at, zone, i18n.language)}
              </time>
            </li>
          ))}
      </ol>
    </>
  )
}

function What({ of, order }: { of: Happening; order: Order }) {
  const { t, i18n } = useTranslation()
  if ('message' in of) {
    const { by, mine, text } = of.message
    return (
      <>
        <span className="quiet">{mine ? t('timeline.you') : t(`timeline.by.${by}`)}</span>
        <blockquote className={pieces.said}>
          <bdi>{text}</bdi>
        </blockquote>
      </>
    )
  }
  if ('paper' in of) {
    const { paper } = of
    return (
      <>
        <a href={addressOf(order.id, paper, i18n.language === 'zh-Hans' ? 'zh-Hans' : 'en', 'pdf')} download>
          {t(`papers.kind.${paper.kind}`)}
        </a>
        {paper.number && (
          <span className="quiet">
            {' · '}
            <bdi>{paper.number}</bdi>
          </span>
        )}
        {paper.amount && (
          <>
            {' '}
            <Amount money={paper.amount} strong />
          </>
        )}
      </>
    )
  }
  const { entry } = of
  // What came in for a price in another currency waits with that price; escrow holds the order's own currency only.
  const foreign = entry.type === 'receipt.book' && entry.amount !== undefined && entry.amount.currency !== order.currency
  return (
    <>
      {foreign ? t('ledger.receipt_quote') : t(`ledger.${entry.type.replace('.', '_')}`, { defaultValue: t('ledger.other') })}
      {entry.code !== 'done' && <span className="quiet"> · {t('order.refused', { why: t([`problem.${entry.code}`, 'problem.unknown']) })}</span>}
      {entry.note && (
        <span className="quiet">
          {' · '}
          <bdi>{entry.note}</bdi>
        </span>
      )}
      {entry.amount && (
        <>
          {' '}
          <Amount money={entry.amount} strong />
        </>
      )}
      {entry.shares && (
        <span className={styles.shares}>
          {entry.shares.map(({ to, amount }) => (
            <span key={to}>
              <Amount money={amount} /> <span className="quiet">{t(`timeline.share.${to}`)}</span>
            </span>
          ))}
        </span>
      )}
    </>
  )
}
