import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useZone } from '../api/session'
import type { Balance, Money, Order } from '../api/shapes'
import { Section } from '../app/page'
import { Amount } from '../money/amount'
import { fromMinor, sum, toMinor } from '../money/money'
import { Sandbox } from '../money/sandbox'
import { dateName } from '../time/zones'
import { AskPayout, PayIn } from './payoutforms'
import styles from './payouts.module.css'
import type { Reserved } from './shapes'

/** What one organization has in one currency, and what lies in escrow for it. */
export type Purse = { currency: string; escrow: Money; balance?: Balance }

/** What orders are called, by id. */
type Titles = ReadonlyMap<string, string>

/** One purse for each currency in which the organization has something, owes something, or something lies in escrow for it. */
export function purses(org: string, balances: Balance[], orders: Order[]): Purse[] {
  const sold = orders.filter(({ seller }) => seller.org === org)
  const inEscrow = (currency: string) => sum(sold.filter((order) => order.currency === currency).map(({ totals }) => totals.held), currency)
  const currencies = new Set([...balances.map(({ currency }) => currency), ...sold.filter(({ totals }) => toMinor(totals.held) > 0n).map(({ currency }) => currency)])
  return [...currencies].sort().map((currency) => ({ currency, escrow: inEscrow(currency), balance: balances.find((one) => one.currency === currency) }))
}

const none = (money: Money | undefined) => !money || toMinor(money) === 0n

/** What my organization has here: what is free, what lies in escrow or in reserve and until when, and what it owes. */
export function OwnBalances({ purses: all, titles, sandbox }: { purses: Purse[]; titles?: Titles; sandbox: boolean }) {
  const { t } = useTranslation()
  return (
    <Section title={t('orders.balances')}>
      {sandbox && <Sandbox />}
      <ul className={styles.purses}>
        {all.map((purse) => (
          <OnePurse key={purse.currency} purse={purse} titles={titles} />
        ))}
      </ul>
    </Section>
  )
}

const parts = ['requested', 'leaving', 'escrow', 'reserve', 'blocked'] as const

function OnePurse({ purse: { currency, escrow, balance }, titles }: { purse: Purse; titles?: Titles }) {
  const { t } = useTranslation()
  const [doing, setDoing] = useState<'payout' | 'payin'>()
  const available = balance?.available ?? fromMinor(0n, currency)
  const debt = balance && !none(balance.debt) ? balance.debt : undefined
  const of = (part: (typeof parts)[number]) => (part === 'escrow' ? escrow : balance?.[part])
  const shown = parts.filter((part) => !none(of(part)))
  const whole = [available, ...shown.map(of)].reduce((total, money) => total + (money ? toMinor(money) : 0n), 0n)
  const width = (money: Money | undefined) => ({ inlineSize: `${money && whole > 0n ? (Number(toMinor(money)) / Number(whole)) * 100 : 0}%` })
  return (
    <li className={styles.purse} data-currency={currency}>
      <p className={styles.free}>
        <Amount money={available} strong />
      </p>
      <p className="quiet">{t('orders.available')}</p>
      {whole > 0n && (
        <div className={styles.bar} aria-hidden="true">
          <span className={styles.available} style={width(available)} />
          {shown.map((part) => (
            <span key={part} className={styles[part]} style={width(of(part))} />
          ))}
        </div>
      )}
      {shown.length > 0 && (
        <dl className={styles.parts}>
          {shown.map((part) => (
            <div key={part}>
              <dt>
                <span className={`${styles.swatch} ${styles[part]}`} aria-hidden="true" />
                {t(`orders.${part}`)}
              </dt>
              <dd>
                <Amount money={of(part) ?? available} />
              </dd>
              {part === 'reserve' && <Reserves rows={balance?.reserves ?? []} titles={titles} />}
            </div>
          ))}
        </dl>
      )}
      {!none(balance?.blocked) && <p className="quiet">{t('orders.blockedWords')}</p>}
      {debt && (
        <div className={styles.debt} role="status">
          <p>
            {t('orders.debt')} <Amount money={debt} strong />
          </p>
          <p>{t('orders.debtWords')}</p>
          <Button mt="xs" variant="outline" onClick={() => setDoing('payin')}>
            {t('payin.ask')}
          </Button>
        </div>
      )}
      {!debt && balance && !none(available) && (
        <Button mt="xs" variant="outline" aria-label={`${t('payout.ask')} ${currency}`} onClick={() => setDoing('payout')}>
          {t('payout.ask')}
        </Button>
      )}
      {doing === 'payout' && balance && <AskPayout available={available} close={() => setDoing(undefined)} />}
      {doing === 'payin' && debt && <PayIn debt={debt} close={() => setDoing(undefined)} />}
    </li>
  )
}

/** Of which orders a reserve is, and when it becomes free. */
function Reserves({ rows, titles }: { rows: Reserved[]; titles?: Titles }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  if (rows.length === 0) return null
  return (
    <dd className={styles.reserves}>
      <ul>
        {rows.map(({ order, amount, until }) => (
          <li key={order}>
            <Amount money={amount} />{' '}
            <span className="quiet">{until ? <time dateTime={until}>{t('orders.reserveUntil', { day: dateName(until, zone, i18n.language) })}</time> : t('orders.reserveLater')}</span>
            {' · '}
            <Link to="/orders/$order" params={{ order }}>
              <bdi>{titles?.get(order) || order}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </dd>
  )
}
