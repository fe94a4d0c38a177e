import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Order } from '../api/shapes'
import { Section } from '../app/page'
import { Amount } from '../money/amount'
import { OneQuote, percent } from './quotecard'
import styles from './quotes.module.css'

/** By how much a later rate may be worse without asking again, in basis points. */
const tolerances = [0, 50, 100, 200] as const

/** Paying an order in another currency: asking for a price, and every price there was with what can be done about it. */
export function Quotes({ order }: { order: Order }) {
  const { t } = useTranslation()
  const quotes = order.quotes ?? []
  const payIn = order.payIn ?? []
  if (quotes.length + payIn.length === 0) return null
  return (
    <Section title={t('quote.title')}>
      {payIn.length > 0 && <AskPrice order={order} currencies={payIn} />}
      <ul className={styles.quotes}>
        {quotes.map((quote) => (
          <OneQuote key={quote.id} quote={quote} order={order} />
        ))}
      </ul>
    </Section>
  )
}

function AskPrice({ order, currencies }: { order: Order; currencies: string[] }) {
  const { t, i18n } = useTranslation()
  const [currency, setCurrency] = useState(currencies[0] ?? '')
  const [tolerance, setTolerance] = useState(0)
  const name = (code: string) => `${code} · ${new Intl.DisplayNames([i18n.language], { type: 'currency' }).of(code) ?? code}`
  const ask = useChange(() => write('post', '/api/v1/orders/{id}/quotes', { path: { id: order.id }, body: { currency, toleranceBasisPoints: tolerance }, version: order.v }), {
    refresh: [['order', order.id]],
  })
  return (
    <form
      className={styles.ask}
      onSubmit={(event) => {
        event.preventDefault()
        ask.mutate()
      }}
    >
      <p>
        {t('quote.missing')} <Amount money={order.missing} strong />
      </p>
      <div className={styles.fields}>
        <NativeSelect label={t('quote.currency')} data={currencies.map((value) => ({ value, label: name(value) }))} value={currency} onChange={(event) => setCurrency(event.currentTarget.value)} />
        <NativeSelect
          label={t('quote.tolerance')}
          data={tolerances.map((value) => ({ value: String(value), label: value === 0 ? t('quote.noTolerance') : t('quote.upTo', { percent: percent(value, i18n.language) }) }))}
          value={String(tolerance)}
          onChange={(event) => setTolerance(Number(event.currentTarget.value))}
        />
        <Button type="submit" variant="outline" loading={ask.isPending}>
          {t('quote.ask')}
        </Button>
      </div>
    </form>
  )
}
