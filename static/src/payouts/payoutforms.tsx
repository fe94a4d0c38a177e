import { Button, Modal, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Money, Payout } from '../api/shapes'
import { Amount } from '../money/amount'
import { Sandbox } from '../money/sandbox'
import { within } from '../money/splitting'

/** What changes when money of one's own moves. */
export const ownMoney = [['balances'], ['payouts'], ['orders'], ['claims'], ['financing']]

/** Asking for available money, one's own or what a funder lends from; above the limit two officers approve it first. */
export function AskPayout({ available, of = 'user', close }: { available: Money; of?: Payout['for']; close: () => void }) {
  const { t } = useTranslation()
  const ask = useChange((amount: Money) => write<Payout>('post', '/api/v1/payouts', { body: { amount, for: of } }), { refresh: ownMoney, told: t('payout.asked'), done: close })
  return (
    <SumForm title={t('payout.ask')} most={available} wrong={t('payout.amountWrong')} button={t('payout.send')} pending={ask.isPending} send={ask.mutate} close={close}>
      {t('payout.there')} <Amount money={available} strong />
      <span className="quiet"> {t('payout.words')}</span>
    </SumForm>
  )
}

/** Paying in what is owed, so that payouts go on. */
export function PayIn({ debt, close }: { debt: Money; close: () => void }) {
  const { t } = useTranslation()
  const pay = useChange((amount: Money) => write('post', '/api/v1/deposits', { body: { amount } }), { refresh: ownMoney, told: t('payin.paid'), done: close })
  return (
    <SumForm title={t('payin.ask')} most={debt} wrong={t('payin.amountWrong')} button={t('payin.send')} pending={pay.isPending} send={pay.mutate} close={close}>
      {t('payin.owed')} <Amount money={debt} strong />
      <span className="quiet"> {t('payin.words')}</span>
    </SumForm>
  )
}

/** A sum up to `most`, which stands there already. */
function SumForm({ title, most, wrong, button, pending, send, close, children }: { title: string; most: Money; wrong: string; button: string; pending: boolean; send: (money: Money) => void; close: () => void; children: ReactNode }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(most.amount)
  const money = within(typed, most, 1n)
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (money) send(money)
        }}
      >
        <Sandbox />
        <p>{children}</p>
        <TextInput
          data-autofocus
          label={t('payout.amount', { currency: most.currency })}
          inputMode="decimal"
          value={typed}
          error={typed.trim() && !money ? wrong : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button mt="md" type="submit" fullWidth disabled={!money} loading={pending}>
          {button}
        </Button>
      </form>
    </Modal>
  )
}
