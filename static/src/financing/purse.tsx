import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Money } from '../api/shapes'
import { Section } from '../app/page'
import { currencies } from '../deals/choices'
import { Amount } from '../money/amount'
import { Sandbox } from '../money/sandbox'
import { fromMinor, toMinor } from '../money/money'
import { within } from '../money/splitting'
import { AskPayout } from '../payouts/payoutforms'
import styles from './financing.module.css'
import type { Lendable } from './shapes'

const some = (money: Money) => toMinor(money) > 0n

/** The ledger takes no larger amount at once. */
const most = 1n << 53n

const parts = ['available', 'offered', 'requested', 'lent'] as const

/** A funder's own money in each currency: free, held behind offers or for payouts, lent; and the ways in and out. */
export function Purse({ has }: { has: Lendable[] }) {
  const { t } = useTranslation()
  const [paying, setPaying] = useState(false)
  const [taking, setTaking] = useState<Money>()
  return (
    <Section
      title={t('financing.purse')}
      aside={
        <Button variant="outline" onClick={() => setPaying(true)}>
          {t('financing.deposit')}
        </Button>
      }
    >
      {has.length === 0 && <p className="quiet">{t('financing.purseNone')}</p>}
      <ul className={styles.purse}>
        {has.map((one) => (
          <li key={one.available.currency}>
            <strong className="serif">{one.available.currency}</strong>
            <dl className={styles.sums}>
              {parts.filter((what) => what !== 'requested' || some(one.requested)).map((what) => (
                <div key={what}>
                  <dt>{t(`financing.has.${what}`)}</dt>
                  <dd>
                    <Amount money={one[what]} strong={what === 'available'} />
                  </dd>
                </div>
              ))}
            </dl>
            {some(one.available) && (
              <Button mt="sm" variant="outline" aria-label={`${t('payout.ask')} ${one.available.currency}`} onClick={() => setTaking(one.available)}>
                {t('payout.ask')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {paying && <Deposit first={has[0]?.available.currency ?? 'CNY'} close={() => setPaying(false)} />}
      {taking && <AskPayout available={taking} of="funder" close={() => setTaking(undefined)} />}
    </Section>
  )
}

function Deposit({ first, close }: { first: string; close: () => void }) {
  const { t } = useTranslation()
  const [currency, setCurrency] = useState(first)
  const [typed, setTyped] = useState('')
  const amount = within(typed, fromMinor(most, currency), 1n)
  const pay = useChange(() => write('post', '/api/v1/deposits', { body: { amount, for: 'funder' } }), {
    refresh: [['financing'], ['balances']],
    told: t('financing.deposited'),
    done: close,
  })
  return (
    <Modal opened onClose={close} title={t('financing.deposit')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (amount) pay.mutate()
        }}
      >
        <Sandbox />
        <div className={styles.pair}>
          <TextInput
            data-autofocus
            label={t('financing.depositAmount')}
            inputMode="decimal"
            value={typed}
            error={typed.trim() && !amount ? t('payout.amountWrong') : undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <NativeSelect label={t('financing.currency')} data={currencies} value={currency} onChange={(event) => setCurrency(event.currentTarget.value)} />
        </div>
        <p className="quiet">{t('financing.depositWords')}</p>
        <Button type="submit" fullWidth disabled={!amount} loading={pay.isPending}>
          {t('financing.depositSend')}
        </Button>
      </form>
    </Modal>
  )
}
