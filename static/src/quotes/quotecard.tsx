import { Badge, Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Order } from '../api/shapes'
import { Sure } from '../guards/sure'
import { Amount } from '../money/amount'
import { fromMinor, toMinor } from '../money/money'
import { Countdown } from '../time/countdown'
import { dateName } from '../time/zones'
import styles from './quotes.module.css'

type Quote = NonNullable<Order['quotes']>[number]

/** Basis points as the reader writes percents. */
export const percent = (basisPoints: number, lang: string) => new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 2 }).format(basisPoints / 10_000)

/** The day of the built-in table of rates; every other source is a name and stands as it is. */
const exampleDay = (source: string) => /^built-in example rates of (\d{4}-\d{2}-\d{2}), no market data$/.exec(source)?.[1]

/** Until when what counts, for the states in which a clock runs. */
const clocks = { OPEN: 'expires', ACCEPTED: 'payBy', LAPSED: 'returnBy' } as const

/** One price: both whole amounts, the rate as published, the spread as a line of its own, its clock, and the next step. */
export function OneQuote({ quote, order }: { quote: Quote; order: Order }) {
  const { t, i18n } = useTranslation()
  const state = quote.state.toLowerCase()
  const examples = exampleDay(quote.source)
  // Of a price that lapsed without any money nothing waits and nothing can go back.
  const empty = quote.state === 'LAPSED' && !(quote.received && toMinor(quote.received) > 0n)
  const runs = quote.state in clocks && !empty ? clocks[quote.state as keyof typeof clocks] : undefined
  return (
    <li className={styles.quote} data-state={state}>
      <div className={styles.head}>
        <p className={styles.pair}>
          <span>
            <small>{t('quote.pay')}</small>
            <Amount money={quote.pay} strong />
          </span>
          <span aria-hidden="true">{i18n.dir() === 'rtl' ? '←' : '→'}</span>
          <span>
            <small>{t('quote.buy')}</small>
            <Amount money={quote.buy} strong />
          </span>
        </p>
        <Badge color={quote.state === 'LAPSED' ? 'vermilion' : undefined}>{t(`quote.state.${state}`)}</Badge>
      </div>
      <dl className={styles.lines}>
        <div>
          <dt>{t('quote.rateWord')}</dt>
          <dd>
            <bdi className="number">
              1 {quote.pay.currency} = {quote.rate} {quote.buy.currency}
            </bdi>
          </dd>
        </div>
        <div>
          <dt>{t('quote.spread')}</dt>
          <dd>
            <Amount money={quote.spread} />
          </dd>
        </div>
        <div>
          <dt>{t('quote.source')}</dt>
          <dd>
            <bdi>{examples ? t('quote.exampleRates', { day: dateName(`${examples}T12:00:00Z`, 'UTC', i18n.language) }) : quote.source}</bdi>
          </dd>
        </div>
        {(quote.agreedBasisPoints > 0 || (quote.state === 'OPEN' && quote.toleranceBasisPoints > 0)) && (
          <div>
            <dt>{t('quote.tolerance')}</dt>
            <dd>{t('quote.upTo', { percent: percent(quote.agreedBasisPoints || quote.toleranceBasisPoints, i18n.language) })}</dd>
          </div>
        )}
        {quote.received && toMinor(quote.received) > 0n && (
          <div>
            <dt>{t('quote.received')}</dt>
            <dd>
              <Amount money={quote.received} strong />
            </dd>
          </div>
        )}
      </dl>
      <p>
        {t(empty ? 'quote.says.lapsedEmpty' : `quote.says.${state}`)}
        {runs && (
          <>
            {' '}
            <Countdown until={quote[runs]} />
          </>
        )}
      </p>
      {quote.may.length > 0 && <Moves quote={quote} order={order} />}
    </li>
  )
}

function Moves({ quote, order }: { quote: Quote; order: Order }) {
  const { t, i18n } = useTranslation()
  const [tolerates, setTolerates] = useState(false)
  const refresh = [['order', order.id], ['orders'], ['balances']]
  const path = { id: quote.id }
  const done = (_: unknown, close: () => void) => close()
  const accept = useChange(() => write('post', '/api/v1/quotes/{id}/accept', { path, body: { toleranceBasisPoints: tolerates ? quote.toleranceBasisPoints : 0 }, version: order.v }), {
    refresh,
    told: t('quote.accepted'),
  })
  const pay = useChange((_close: () => void) => write('post', '/api/v1/quotes/{id}/pay', { path, body: {}, version: order.v }), { refresh, told: t('quote.paid'), done })
  const requote = useChange(
    () => write('post', '/api/v1/orders/{id}/quotes', { path: { id: order.id }, body: { currency: quote.pay.currency, toleranceBasisPoints: quote.toleranceBasisPoints }, version: order.v }),
    { refresh, told: t('quote.requoted') },
  )
  const giveBack = useChange((_close: () => void) => write('post', '/api/v1/quotes/{id}/return', { path, version: order.v }), { refresh, told: t('quote.returned'), done })
  const may = (what: string) => quote.may.includes(what)
  const left = fromMinor(toMinor(quote.pay) - (quote.received ? toMinor(quote.received) : 0n), quote.pay.currency)
  return (
    <div className={styles.moves}>
      {may('accept') && (
        <>
          {quote.toleranceBasisPoints > 0 && (
            <Checkbox label={t('quote.tolerate', { percent: percent(quote.toleranceBasisPoints, i18n.language) })} checked={tolerates} onChange={(event) => setTolerates(event.currentTarget.checked)} />
          )}
          <Button loading={accept.isPending} onClick={() => accept.mutate()}>
            {t('quote.accept')}
          </Button>
        </>
      )}
      {may('pay') && (
        <Sure label={t('quote.payNow')} words={t('quote.payWords')} pending={pay.isPending} act={pay.mutate}>
          <p className={styles.big}>
            <Amount money={left} strong />
          </p>
        </Sure>
      )}
      {may('requote') && (
        <Button loading={requote.isPending} onClick={() => requote.mutate()}>
          {t('quote.requote')}
        </Button>
      )}
      {may('return') && <Sure outline label={t('quote.return')} words={t('quote.returnWords')} pending={giveBack.isPending} act={giveBack.mutate} />}
    </div>
  )
}
