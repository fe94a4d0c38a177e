import { Badge } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useZone } from '../api/session'
import type { List } from '../api/shapes'
import { Amount } from '../money/amount'
import { Loaded } from '../states/states'
import { dateAndClock } from '../time/zones'
import { Mark } from './mark'
import { OrderName } from './ordername'
import { Payer } from './suspensesum'
import type { Suspense } from './suspenseshapes'
import desk from './clearing.module.css'
import styles from './suspense.module.css'

const ends = ['ASSIGNED', 'RETURNED', 'REVERSED']

/** What became of sums that lie here no more, the newest first. */
export function Ended() {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const ended = useQuery({
    queryKey: ['suspense', 'ended'],
    queryFn: async ({ signal }) => {
      const lists = await Promise.all(ends.map((state) => read<List<Suspense>>('/api/v1/suspense', { query: { state } }, signal)))
      return lists.flatMap(({ items }) => items).sort((a, b) => Date.parse(b.changed) - Date.parse(a.changed))
    },
  })
  return (
    <Loaded query={ended} empty={{ when: (items) => items.length === 0, show: <p className="quiet">{t('suspense.noneEnded')}</p> }}>
      {(items) => (
        <div className={desk.scroll} tabIndex={0} role="region" aria-label={t('suspense.ended')}>
          <table className={`${desk.table} ${styles.plain}`}>
            <thead>
              <tr>
                {(['when', 'amount', 'from', 'became', 'where'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`suspense.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.id}>
                  <td>
                    <time dateTime={one.changed}>
                      {dateAndClock(one.changed, zone, i18n.language)}
                    </time>
                  </td>
                  <td>
                    <Amount money={one.amount} strong />
                  </td>
                  <td>
                    <Payer sum={one} />
                  </td>
                  <td>
                    <Badge>{t(`suspense.state.${one.state.toLowerCase()}`)}</Badge>
                  </td>
                  <td>
                    {one.order ? (
                      <OrderName order={one.order} />
                    ) : (
                      one.payout && (
                        <>
                          {t('bank.about.payout')} <Mark id={one.payout} />
                        </>
                      )
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Loaded>
  )
}
