import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { Money } from '../api/shapes'
import { Amount } from '../money/amount'
import { fromMinor, toMinor } from '../money/money'
import { Empty, Loaded } from '../states/states'
import { useNow } from '../time/now'
import styles from './books.module.css'
import { afterDay, dayOf } from './days'
import type { TrialBalance } from './shapes'

/** The trial balance now, or after a day: it is computed back from today's, so any day will do. */
export function useTrial(day = '') {
  return useQuery({
    queryKey: ['books', 'trial', day],
    queryFn: ({ signal }) => read<TrialBalance>('/api/v1/ledger/trial-balance', { query: { at: day ? afterDay(day) : undefined } }, signal),
    placeholderData: (before) => before,
  })
}

/** All accounts by class and currency, and that each currency sums to zero. */
export function Trial() {
  const { t } = useTranslation()
  const today = dayOf(useNow(60_000))
  const [day, setDay] = useState('')
  const trial = useTrial(day)
  return (
    <>
      <p className={styles.words}>{t('books.trial.words')}</p>
      <TextInput className={styles.choice} type="date" label={t('books.trial.day')} description={t('books.utc')} max={today} value={day} onChange={(event) => setDay(event.currentTarget.value)} />
      <Loaded query={trial} empty={{ when: ({ lines }) => lines.length === 0, show: <Empty title={t('books.trial.none')} /> }}>
        {(data) => <Balance trial={data} />}
      </Loaded>
    </>
  )
}

/** What is owed less what is there: positive as the ledger counts what it owes. */
const net = ({ credit, debit }: { credit: Money; debit: Money }) => toMinor(credit) - toMinor(debit)

function Balance({ trial: { lines, sums, seq, balanced } }: { trial: TrialBalance }) {
  const { t } = useTranslation()
  const classes = [...new Set(lines.map((line) => line.class))]
  return (
    <>
      <div className={styles.scroll} role="region" aria-label={t('books.trial.title')} tabIndex={0}>
        <table className={styles.table}>
          <caption>
            {t('books.trial.after', { block: seq })} <strong className={balanced ? undefined : 'live'}>{t(balanced ? 'books.trial.balanced' : 'books.trial.unbalanced')}</strong>
          </caption>
          <thead>
            <tr>
              <th>{t('books.trial.class')}</th>
              {sums.map(({ currency }) => (
                <th key={currency} data-end scope="col">
                  {currency}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((name) => (
              <tr key={name}>
                <th scope="row">
                  {t(`books.class.${name}`, { defaultValue: name })} <code className="quiet">{name}</code>
                </th>
                {sums.map(({ currency }) => {
                  const line = lines.find((one) => one.class === name && one.currency === currency)
                  return (
                    <td key={currency} data-end>
                      {line ? <Amount money={fromMinor(net(line), currency)} /> : <span className="quiet">–</span>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('books.trial.sum')}</th>
              {sums.map((sum) => (
                <td key={sum.currency} data-end className={net(sum) === 0n ? styles.zero : 'live'}>
                  {net(sum) === 0n ? '✓' : '✗'} <Amount money={fromMinor(net(sum), sum.currency)} strong />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  )
}
