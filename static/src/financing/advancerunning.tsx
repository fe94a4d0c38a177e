import { Badge, Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Order } from '../api/shapes'
import { Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { toMinor } from '../money/money'
import { Sandbox } from '../money/sandbox'
import { within } from '../money/splitting'
import { PayIn } from '../payouts/payoutforms'
import { Countdown } from '../time/countdown'
import styles from './advance.module.css'
import { Decide } from './advancedecide'
import type { Advance } from './shapes'

const owing = ['DISBURSED', 'ACCRUING', 'RECOURSE']

/** An offer that was taken and what became of it: what is owed today, who is asked next, paying back early. */
export function Running({ advance, order }: { advance: Advance; order: Order }) {
  const { t } = useTranslation()
  const [repaying, setRepaying] = useState(false)
  const close = () => setRepaying(false)
  const state = advance.state.toLowerCase()
  // What is free on the seller's account has paid already by then: only new money helps.
  const debt = advance.state === 'RECOURSE'
  return (
    <li className={styles.running} data-state={state}>
      <div className={styles.row}>
        <div>
          <strong>
            <Words of={advance.funder.orgName} />
          </strong>{' '}
          <Amount money={advance.amount} strong /> <span className="quiet">· {t('advance.rate', { rate: advance.rate })}</span>
          <p className={advance.state === 'RECOURSE' ? 'live' : 'quiet'}>{t(`advance.says.${state}`)}</p>
          {advance.state === 'ACCEPTED' && <Countdown until={advance.until} />}
        </div>
        <div className={styles.moves}>
          <Badge color={['RECOURSE', 'WRITTEN_OFF'].includes(advance.state) ? 'vermilion' : undefined}>{t(`advance.state.${state}`)}</Badge>
          {advance.may.includes('repay') && (
            <Button variant="outline" onClick={() => setRepaying(true)}>
              {t(debt ? 'payin.ask' : 'advance.repay')}
            </Button>
          )}
        </div>
      </div>
      {owing.includes(advance.state) && (
        <dl className={styles.sums}>
          {(['principal', 'interest', 'owed'] as const).map((what) => (
            <div key={what}>
              <dt>{t(`financing.sum.${what}`)}</dt>
              <dd>
                <Amount money={advance[what]} strong={what === 'owed'} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Decide advance={advance} order={order} />
      {repaying && (debt ? <PayIn debt={advance.owed} close={close} /> : <Repay advance={advance} order={order} close={close} />)}
    </li>
  )
}

function Repay({ advance, order, close }: { advance: Advance; order: Order; close: () => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(advance.owed.amount)
  const amount = within(typed, advance.owed, 1n)
  const all = amount && toMinor(amount) === toMinor(advance.owed)
  // All of it is asked for without a number: a day may pass before the press, and with it the amount.
  const repay = useChange(() => write('post', '/api/v1/advances/{id}/repay', { path: { id: advance.id }, body: all ? {} : { amount }, version: advance.v }), {
    refresh: [['order', order.id], ['balances']],
    told: t('advance.repaid'),
    done: close,
  })
  return (
    <Modal opened onClose={close} title={t('advance.repay')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (amount) repay.mutate()
        }}
      >
        <Sandbox />
        <p>
          {t('advance.owed')} <Amount money={advance.owed} strong />
        </p>
        <TextInput
          data-autofocus
          label={t('advance.repayAmount', { currency: advance.owed.currency })}
          inputMode="decimal"
          value={typed}
          error={typed.trim() && !amount ? t('financing.amountWrong') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <p className="quiet">{t('advance.repayWords')}</p>
        <Button type="submit" fullWidth disabled={!amount} loading={repay.isPending}>
          {t('advance.repay')}
        </Button>
      </form>
    </Modal>
  )
}
