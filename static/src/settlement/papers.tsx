import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useZone } from '../api/session'
import type { List, Order, OrderDocument } from '../api/shapes'
import { Section } from '../app/page'
import { Amount } from '../money/amount'
import { Loaded } from '../states/states'
import pieces from '../theme/pieces.module.css'
import { dateName } from '../time/zones'
import styles from './settlement.module.css'
import { ended } from './turn'

export function usePapers(order: Order) {
  return useQuery({
    // What papers there are changes with the order only.
    queryKey: ['order', order.id, 'documents', order.v],
    queryFn: ({ signal }) => read<List<OrderDocument>>('/api/v1/orders/{id}/documents', { path: { id: order.id } }, signal),
    placeholderData: keepPreviousData,
  })
}

/** The papers of an order to take away: as PDF in Chinese and English, and as data. */
export function Papers({ order }: { order: Order }) {
  const { t } = useTranslation()
  const papers = usePapers(order)
  // What was not issued by the end of an order never is, nor is a request for payment once all is paid.
  const wanted = ({ available, kind }: OrderDocument) => available || (!ended.includes(order.state) && (kind !== 'proforma' || Boolean(order.draft)))
  if (papers.data?.items.filter(wanted).length === 0) return null
  return (
    <Section title={t('papers.title')}>
      {order.sandbox && <p className="quiet">{t('papers.demo')}</p>}
      <Loaded query={papers}>
        {({ items }) => (
          <ul className={pieces.list}>
            {items.filter(wanted).map((paper) => (
              <Paper key={[paper.kind, paper.number, paper.milestone, paper.entry].join()} paper={paper} order={order} />
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}

/** Where a paper lies: which one of its kind, in which language and format. */
export function addressOf(order: string, { kind, number, milestone, entry }: OrderDocument, lang: string, format: string): string {
  const which = new URLSearchParams({ lang, format })
  if (number) which.set('number', number)
  if (milestone) which.set('milestone', milestone)
  if (entry) which.set('entry', entry)
  return `/api/v1/orders/${encodeURIComponent(order)}/documents/${kind}?${which}`
}

function Paper({ paper, order }: { paper: OrderDocument; order: Order }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const name = t(`papers.kind.${paper.kind}`)
  const about = order.milestones.find(({ id, partOf }) => id === paper.milestone || (paper.milestone !== undefined && partOf === paper.milestone))?.title
  const data = i18n.language === 'zh-Hans' ? 'zh-Hans' : 'en'
  const forms = [
    { lang: 'zh-Hans', format: 'pdf', label: t('papers.zh') },
    { lang: 'en', format: 'pdf', label: t('papers.en') },
    { lang: data, format: 'json', label: 'JSON' },
    { lang: data, format: 'csv', label: 'CSV' },
  ]
  return (
    <li className={styles.paper}>
      <span>
        <strong className={paper.available ? undefined : 'quiet'}>{name}</strong>
        {about && (
          <>
            {' · '}
            <bdi>{about}</bdi>
          </>
        )}
        <span className={`quiet ${pieces.number}`}>
          {paper.number && (
            <>
              {' · '}
              <bdi>{paper.number}</bdi>
            </>
          )}
          {paper.issued && ` · ${dateName(paper.issued, zone, i18n.language)}`}
          {!paper.available && ` · ${t('papers.later')}`}
        </span>
      </span>
      {paper.amount && <Amount money={paper.amount} />}
      {paper.available && (
        <span className={pieces.row}>
          {forms.map(({ lang, format, label }) => (
            <a key={label} className={pieces.take} href={addressOf(order.id, paper, lang, format)} download aria-label={t('papers.take', { paper: [name, paper.number].filter(Boolean).join(' '), format: label })}>
              {label}
            </a>
          ))}
        </span>
      )}
    </li>
  )
}
