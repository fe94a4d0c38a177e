import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useZone } from '../api/session'
import type { List } from '../api/shapes'
import { Amount } from '../money/amount'
import { Empty, Loaded } from '../states/states'
import { dayAndClock } from '../time/zones'
import styles from './bank.module.css'
import { useDay } from './days'
import type { Statement } from './shapes'
import { StatementState } from './statementstate'

const columns = ['day', 'account', 'number', 'format', 'lines', 'closing', 'state', 'received'] as const
const ends = ['lines', 'closing']

/** What banks have stated, the newest received first. */
export function Statements() {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const day = useDay()
  const statements = useInfiniteQuery({
    queryKey: ['bank-statements'],
    queryFn: ({ signal, pageParam }) => read<List<Statement>>('/api/v1/statements', { query: { limit: 50, cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    refetchInterval: 30_000,
  })
  return (
    <Loaded query={statements} empty={{ when: (all) => all.length === 0, show: <Empty title={t('bank.statements.none')}>{t('bank.statements.noneWords')}</Empty> }}>
      {(all) => (
        <>
          <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('bank.statements.title')}>
            <table className={styles.table}>
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column} scope="col" data-end={ends.includes(column) || undefined}>
                      {t(`bank.statements.column.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {all.map((one) => (
                  <tr key={one.id}>
                    <td className={styles.day}>
                      <Link to="/bank/statements/$statement" params={{ statement: one.id }} className={styles.open}>
                        {day(one.day)}
                      </Link>
                    </td>
                    <td>
                      <bdi>{one.account}</bdi>
                    </td>
                    <td className={styles.day}>
                      <bdi>{one.number}</bdi>
                      {one.seq ? <span className="quiet"> · {t('bank.statements.seq', { number: one.seq })}</span> : null}
                    </td>
                    <td>
                      <bdi>{one.format}</bdi>
                    </td>
                    <td data-end className="number">
                      {one.count}
                    </td>
                    <td data-end>{one.closing && <Amount money={one.closing} />}</td>
                    <td>
                      <StatementState statement={one} />
                    </td>
                    <td className={`quiet ${styles.day}`}>
                      {dayAndClock(one.received, zone, i18n.language)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {statements.hasNextPage && (
            <Button variant="outline" mt="md" loading={statements.isFetchingNextPage} onClick={() => void statements.fetchNextPage()}>
              {t('bank.more')}
            </Button>
          )}
        </>
      )}
    </Loaded>
  )
}
