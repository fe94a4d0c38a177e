import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useZone } from '../api/session'
import type { List } from '../api/shapes'
import { Amount } from '../money/amount'
import { fromMinor } from '../money/money'
import { Loaded } from '../states/states'
import { useNow } from '../time/now'
import { cityOf, clock, dayIn, instantOf } from '../time/zones'
import styles from './bank.module.css'
import type { Rail } from './shapes'

/** What each payment rail can do, and where it ends. */
export function Rails() {
  const rails = useQuery({ queryKey: ['rails'], queryFn: ({ signal }) => read<List<Rail>>('/api/v1/rails', {}, signal), staleTime: 600_000 })
  return (
    <Loaded query={rails}>
      {({ items }) => (
        <>
          {items.map((rail) => (
            <RailLimits key={rail.name} rail={rail} />
          ))}
        </>
      )}
    </Loaded>
  )
}

function RailLimits({ rail }: { rail: Rail }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const now = useNow(600_000)
  const currency = rail.currencies[0] ?? 'CNY'
  const cutOff = clock(instantOf(dayIn(now, 'UTC'), rail.cutOff, 'UTC'), zone, i18n.language)
  const limits = [
    ['money', t(rail.realMoney ? 'bank.rails.real' : 'bank.rails.notReal')],
    ['account', <bdi>{rail.account}</bdi>],
    ['currencies', rail.currencies.length > 0 ? rail.currencies.join(', ') : t('bank.rails.allCurrencies')],
    [
      'largest',
      <>
        <Amount money={fromMinor(BigInt(rail.largest), currency)} /> <span className="quiet">{t('bank.rails.largestElse')}</span>
      </>,
    ],
    ['batch', t('bank.rails.batchOf', { count: rail.batch })],
    ['cutOff', t('bank.rails.cutOffAt', { utc: rail.cutOff, city: cityOf(zone), local: cutOff })],
    ['files', <bdi>{rail.files.join(', ')}</bdi>],
    ['recalls', t(rail.recalls ? 'bank.rails.canRecall' : 'bank.rails.noRecall')],
    ['collects', t(rail.collects ? 'bank.rails.canCollect' : 'bank.rails.noCollect')],
  ] as const
  return (
    <section className="sheet" aria-label={rail.name}>
      <h3 className={styles.rail}>
        <bdi>{rail.name}</bdi>
      </h3>
      <dl className={styles.limits}>
        {limits.map(([limit, words]) => (
          <div key={limit}>
            <dt>{t(`bank.rails.limit.${limit}`)}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
