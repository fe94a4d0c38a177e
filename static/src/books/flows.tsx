import { NativeSelect, useComputedColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { List } from '../api/shapes'
import { Amount } from '../money/amount'
import { sum, toMinor } from '../money/money'
import { Empty, Loaded } from '../states/states'
import { dateName } from '../time/zones'
import styles from './books.module.css'
import type { DayTotals } from './shapes'

const Chart = lazy(() => import('./chart'))

const spans = [14, 30, 90, 365]
const flowNames = ['funded', 'released', 'refunded', 'chargedBack'] as const

/** What lay in escrow each day and what moved, a chart for each currency, as no two of them share an axis. */
export function Flows() {
  const { t } = useTranslation()
  const [days, setDays] = useState(30)
  const totals = useQuery({
    queryKey: ['books', 'totals', days],
    queryFn: ({ signal }) => read<List<DayTotals>>('/api/v1/clearing/totals', { query: { days } }, signal),
    placeholderData: (before) => before,
  })
  return (
    <>
      <NativeSelect
        className={styles.choice}
        label={t('books.flows.span')}
        value={String(days)}
        onChange={(event) => setDays(Number(event.currentTarget.value))}
        data={spans.map((span) => ({ value: String(span), label: t('books.flows.days', { number: span }) }))}
      />
      <Loaded query={totals} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('books.flows.none')}>{t('books.flows.noneWords')}</Empty> }}>
        {({ items }) => (
          <div className={styles.flows}>
            {[...new Set(items.map(({ currency }) => currency))].map((currency) => (
              <Flow key={currency} currency={currency} days={items.filter((day) => day.currency === currency)} />
            ))}
          </div>
        )}
      </Loaded>
    </>
  )
}

function Flow({ currency, days }: { currency: string; days: DayTotals[] }) {
  const { t, i18n } = useTranslation()
  const scheme = useComputedColorScheme('light')
  const last = days.at(-1)
  return (
    <figure className={styles.flow}>
      <figcaption>
        <h3>
          <bdi>{new Intl.DisplayNames([i18n.language], { type: 'currency' }).of(currency)}</bdi>
        </h3>
        <dl className={styles.legend}>
          {last && <Sum mark="held" words={t('books.flows.heldNow')} money={last.held} />}
          {(['released', 'refunded'] as const).map((name) => (
            <Sum key={name} mark={name} words={t(`books.flows.${name}`)} money={sum(days.map((day) => day[name]), currency)} />
          ))}
        </dl>
      </figcaption>
      <Suspense fallback={<div className={styles.canvas} />}>
        {/* Drawn anew in the colours of the scheme and the direction of the language. */}
        <Chart key={`${scheme} ${i18n.language}`} days={days} currency={currency} />
      </Suspense>
      <details>
        <summary>{t('books.flows.table')}</summary>
        <Days days={days} name={t('books.flows.tableOf', { currency })} />
      </details>
    </figure>
  )
}

function Sum({ mark, words, money }: { mark: 'held' | 'released' | 'refunded'; words: string; money: DayTotals['held'] }) {
  return (
    <div>
      <dt>
        <span className={styles.swatch} data-mark={mark} aria-hidden="true" />
        {words}
      </dt>
      <dd>
        <Amount money={money} strong />
      </dd>
    </div>
  )
}

/** The same figures as a table: each day on which something moved, the newest first, and the last. */
function Days({ days, name }: { days: DayTotals[]; name: string }) {
  const { t, i18n } = useTranslation()
  const moved = days.filter((day, index) => index === days.length - 1 || flowNames.some((flow) => toMinor(day[flow]) !== 0n))
  return (
    <div className={styles.scroll} role="region" aria-label={name} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('books.flows.day')}</th>
            {flowNames.map((flow) => (
              <th key={flow} data-end>
                {t(`books.flows.${flow}`)}
              </th>
            ))}
            <th data-end>{t('books.flows.held')}</th>
          </tr>
        </thead>
        <tbody>
          {[...moved].reverse().map((day) => (
            <tr key={day.day}>
              <th scope="row">{dateName(`${day.day}T00:00:00Z`, 'UTC', i18n.language)}</th>
              {flowNames.map((flow) => (
                <td key={flow} data-end>
                  <Amount money={day[flow]} />
                </td>
              ))}
              <td data-end>
                <Amount money={day.held} strong />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
