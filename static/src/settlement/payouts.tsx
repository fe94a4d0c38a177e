import { Badge, Button, Modal, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useZone } from '../api/session'
import type { Balance, Balances, List, Money, Payout } from '../api/shapes'
import { Section } from '../app/page'
import { Amount } from '../money/amount'
import { toMinor } from '../money/money'
import { clock, dayName } from '../time/zones'
import { Sandbox } from './sandbox'
import { within } from './splitting'
import styles from './settlement.module.css'

/** What is not free, told only where there is some. */
const beside = ['requested', 'leaving', 'reserve', 'blocked', 'debt'] as const
const stale = [['balances'], ['payouts']]

/** What my organization has here, and its way out: a payout is asked for, above the limit approved by two, then sent. */
export function OwnMoney({ org }: { org: string }) {
  const { t } = useTranslation()
  const balances = useQuery({
    queryKey: ['balances'],
    queryFn: ({ signal }) => read<Balances>('/api/v1/balances', {}, signal),
    refetchInterval: 20_000,
  })
  const payouts = useQuery({
    queryKey: ['payouts'],
    queryFn: ({ signal }) => read<List<Payout>>('/api/v1/payouts', { query: { limit: 100 } }, signal),
    refetchInterval: 20_000,
  })
  const [asking, setAsking] = useState<Balance>()
  // Those who clear see everybody's payouts; here stand one's own.
  const own = payouts.data?.items.filter((payout) => payout.org === org) ?? []
  return (
    <>
      {balances.data && balances.data.items.length > 0 && (
        <Section title={t('orders.balances')}>
          <Sandbox />
          <ul className={styles.balances}>
            {balances.data.items.map((balance) => (
              <li key={balance.currency} data-currency={balance.currency}>
                <Amount money={balance.available} strong />
                <span className="quiet">{t('orders.available')}</span>
                {beside.map(
                  (name) =>
                    toMinor(balance[name]) > 0n && (
                      <span key={name} className="quiet">
                        {t(`orders.${name}`)} <Amount money={balance[name]} />
                      </span>
                    ),
                )}
                {toMinor(balance.available) > 0n && (
                  <Button mt="xs" variant="outline" aria-label={`${t('payout.ask')} ${balance.currency}`} onClick={() => setAsking(balance)}>
                    {t('payout.ask')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {own.length > 0 && (
        <Section title={t('payout.title')}>
          <ul className={styles.orders}>
            {own.map((payout) => (
              <OnePayout key={payout.id} payout={payout} />
            ))}
          </ul>
        </Section>
      )}
      {asking && <AskPayout balance={asking} close={() => setAsking(undefined)} />}
    </>
  )
}

function AskPayout({ balance, close }: { balance: Balance; close: () => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(balance.available.amount)
  const money = within(typed, balance.available, 1n)
  const ask = useChange((amount: Money) => write<Payout>('post', '/api/v1/payouts', { body: { amount } }), {
    refresh: stale,
    told: t('payout.asked'),
    done: close,
  })
  return (
    <Modal opened onClose={close} title={t('payout.ask')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (money) ask.mutate(money)
        }}
      >
        <Sandbox />
        <p>
          {t('payout.there')} <Amount money={balance.available} strong />
        </p>
        <TextInput
          data-autofocus
          label={t('payout.amount', { currency: balance.currency })}
          inputMode="decimal"
          value={typed}
          error={typed.trim() && !money ? t('payout.amountWrong') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <p className="quiet">{t('payout.words')}</p>
        <Button type="submit" fullWidth disabled={!money} loading={ask.isPending}>
          {t('payout.send')}
        </Button>
      </form>
    </Modal>
  )
}

function OnePayout({ payout }: { payout: Payout }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const cancel = useChange(() => write('post', '/api/v1/payouts/{id}/cancel', { path: { id: payout.id }, version: payout.v }), {
    refresh: stale,
    told: t('payout.cancelled'),
  })
  return (
    <li className={styles.payout} data-state={payout.state}>
      <span>
        <Amount money={payout.amount} strong />
        <span className={`quiet ${styles.number}`}>
          {' '}
          {dayName(payout.created, zone, i18n.language)}, {clock(payout.created, zone, i18n.language)}
          {payout.refundOf && ` · ${t('payout.refundOf', { order: payout.refundOf })}`}
          {payout.state === 'REQUESTED' && ` · ${t(payout.twoPeople ? (payout.proposedBy ? 'payout.waitsSecond' : 'payout.waitsTwo') : 'payout.waits')}`}
        </span>
      </span>
      {payout.may.includes('cancel') && (
        <Button variant="outline" size="sm" h={44} loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('payout.cancel')}
        </Button>
      )}
      {payout.state === 'SETTLED' && (
        <a className={styles.take} href={`/api/v1/payouts/${payout.id}/receipt?lang=${i18n.language === 'zh-Hans' ? 'zh-Hans' : 'en'}&format=pdf`} download>
          {t('papers.receipt')}
        </a>
      )}
      <Badge color={payout.state === 'REJECTED' ? 'vermilion' : undefined}>{t(`payout.state.${payout.state.toLowerCase()}`)}</Badge>
    </li>
  )
}
