import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useZone } from '../api/session'
import type { Money } from '../api/shapes'
import { Amount } from '../money/amount'
import { sum } from '../money/money'
import { dateName, dayIn, instantOf } from '../time/zones'
import { useNow } from '../time/now'
import { daysBetween, interest } from './interest'
import styles from './financing.module.css'

/** What early payment comes to: paid out now, the interest until the release is to be expected, and what then is paid back first. */
export function Cost({ amount, rate, expected }: { amount: Money; rate: string; expected: string }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const days = daysBetween(useNow(60_000), expected)
  const cost = interest(amount, rate, days)
  if (!cost) return null
  return (
    <dl className={styles.cost}>
      <div>
        <dt>{t('financing.out')}</dt>
        <dd>
          <Amount money={amount} strong />
        </dd>
      </div>
      <div>
        <dt>{t('financing.interest', { count: days, day: dateName(expected, zone, i18n.language) })}</dt>
        <dd>
          <Amount money={cost} />
        </dd>
      </div>
      <div className={styles.back}>
        <dt>{t('financing.back')}</dt>
        <dd>
          <Amount money={sum([amount, cost], amount.currency)} strong />
        </dd>
      </div>
    </dl>
  )
}

/** The day the estimate counts to: the order's own where it has one, else a day the reader assumes. */
export function useExpected(known: string | undefined) {
  const zone = useZone()
  const [assumed, setAssumed] = useState(() => dayIn(Date.now() + 30 * 86_400_000, zone))
  const day = /^\d{4}-\d{2}-\d{2}$/.test(assumed) ? instantOf(assumed, '12:00', zone).toISOString() : new Date().toISOString()
  return { expected: known ?? day, field: known ? null : <Assumed day={assumed} change={setAssumed} /> }
}

function Assumed({ day, change }: { day: string; change: (day: string) => void }) {
  const { t } = useTranslation()
  return <TextInput type="date" label={t('financing.assumed')} description={t('financing.assumedWords')} value={day} onChange={(event) => change(event.currentTarget.value)} />
}
