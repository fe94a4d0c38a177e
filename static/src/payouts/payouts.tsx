import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useZone } from '../api/session'
import type { Balances, List, Order, Payout } from '../api/shapes'
import { Section } from '../app/page'
import { Amount } from '../money/amount'
import { fromMinor, toMinor } from '../money/money'
import pieces from '../theme/pieces.module.css'
import { dayAndClock } from '../time/zones'
import { OwnBalances, purses } from './balances'
import { ownMoney } from './payoutforms'
import money from './payouts.module.css'
import { PayoutSteps } from './payoutsteps'

/** What my organization has here, and its way out: a payout is asked for, above the limit approved by two, then sent. */
export function OwnMoney({ org, orders }: { org: string; orders: Order[] }) {
  const balances = useQuery({
    queryKey: ['balances'],
    queryFn: ({ signal }) => read<Balances>('/api/v1/balances', {}, signal),
    refetchInterval: 20_000,
  })
  const titles = new Map(orders.map(({ id, title }) => [id, title]))
  const all = balances.data ? purses(org, balances.data.items, orders) : []
  return (
    <>
      {all.length > 0 && <OwnBalances purses={all} titles={titles} sandbox={!orders.some(({ sandbox }) => sandbox)} />}
      <OwnPayouts org={org} titles={titles} />
    </>
  )
}

/** What is and was on its way to my organization's bank account; `of` leaves out the payouts of its other money. */
export function OwnPayouts({ org, of, titles }: { org: string; of?: Payout['for']; titles?: ReadonlyMap<string, string> }) {
  const { t } = useTranslation()
  const payouts = useQuery({
    queryKey: ['payouts'],
    queryFn: ({ signal }) => read<List<Payout>>('/api/v1/payouts', { query: { limit: 100 } }, signal),
    refetchInterval: 20_000,
  })
  // Those who clear see everybody's payouts; here stand one's own.
  const own = payouts.data?.items.filter((payout) => payout.org === org && payout.for === (of ?? payout.for)) ?? []
  if (own.length === 0) return null
  return (
    <Section title={t('payout.title')}>
      <ul className={pieces.list}>
        {own.map((payout) => (
          <OnePayout key={payout.id} payout={payout} title={titles?.get(payout.refundOf ?? '')} />
        ))}
      </ul>
      {own.some(({ state }) => state === 'SETTLED') && (
        <p className="quiet">
          {t('payout.receiptWords')} <Link to="/verify">{t('payout.verify')}</Link>
        </p>
      )}
    </Section>
  )
}

/** What two people may have said in the bank's stead. */
const evident = ['SETTLED', 'REJECTED']

/** Of one that came back how much, what the banks kept, and the bank's reason; of one that was turned down the reason. */
export function WhatBecame({ payout: { amount, returned, reason } }: { payout: Pick<Payout, 'amount' | 'returned' | 'reason'> }) {
  const { t } = useTranslation()
  if (!returned && !reason) return null
  const kept = returned && toMinor(amount) - toMinor(returned)
  return (
    <dl className={money.became}>
      {returned && (
        <div>
          <dt>{t('payout.became.returned')}</dt>
          <dd>
            <Amount money={returned} />
          </dd>
        </div>
      )}
      {kept !== undefined && kept > 0n && (
        <div>
          <dt>{t('payout.became.kept')}</dt>
          <dd>
            <Amount money={fromMinor(kept, amount.currency)} />
          </dd>
        </div>
      )}
      {reason && (
        <div>
          <dt>{t('payout.became.reason')}</dt>
          <dd>
            <bdi>{reason}</bdi>
          </dd>
        </div>
      )}
    </dl>
  )
}

function OnePayout({ payout, title }: { payout: Payout; title?: string }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const cancel = useChange(() => write('post', '/api/v1/payouts/{id}/cancel', { path: { id: payout.id }, version: payout.v }), {
    refresh: ownMoney,
    told: t('payout.cancelled'),
  })
  const state = payout.state.toLowerCase()
  const waits = payout.state === 'REQUESTED' && payout.twoPeople
  return (
    <li className={money.payout} data-state={payout.state}>
      <div className={money.what}>
        <Amount money={payout.amount} strong />
        <span className={`quiet ${pieces.number}`}>
          <time dateTime={payout.created}>
            {dayAndClock(payout.created, zone, i18n.language)}
          </time>
          {' · '}
          {payout.refundOf ? (
            <>
              {t('payout.toPayer')}{' '}
              <Link to="/orders/$order" params={{ order: payout.refundOf }}>
                <bdi>{title || payout.refundOf}</bdi>
              </Link>
            </>
          ) : (
            t(payout.for === 'funder' ? 'payout.ofLending' : 'payout.toOwn')
          )}
        </span>
      </div>
      <div>
        <PayoutSteps payout={payout} />
        <p className="quiet">{waits ? t(payout.proposedBy ? 'payout.waitsSecond' : 'payout.waitsTwo') : t(payout.evidence && evident.includes(payout.state) ? `payout.meansEvidence.${state}` : `payout.means.${state}`)}</p>
        <WhatBecame payout={payout} />
      </div>
      <div className={pieces.row}>
        {payout.may.includes('cancel') && (
          <Button variant="outline" size="sm" h={44} loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('payout.cancel')}
          </Button>
        )}
        {payout.state === 'SETTLED' && (
          <a className={pieces.take} href={`/api/v1/payouts/${payout.id}/receipt?lang=${i18n.language === 'zh-Hans' ? 'zh-Hans' : 'en'}&format=pdf`} download>
            {t('papers.receipt')}
          </a>
        )}
      </div>
    </li>
  )
}
