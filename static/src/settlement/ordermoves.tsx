import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Order } from '../api/shapes'
import { OrderAgain } from '../drafts/again'
import { Sure } from '../guards/sure'
import { Amount } from '../money/amount'
import { Sandbox } from '../money/sandbox'
import { Countdown } from '../time/countdown'
import styles from './settlement.module.css'
import { turn } from './turn'

const first = ['fund', 'start'] as const

/** The one thing the reader does next with the order as a whole, and what else is open to them. */
export function OrderMoves({ order }: { order: Order }) {
  const { t } = useTranslation()
  const [paying, setPaying] = useState(false)
  const refresh = [['order', order.id], ['orders'], ['balances']]
  const path = { id: order.id }
  const done = (_: unknown, close: () => void) => close()
  const start = useChange(() => write('post', '/api/v1/orders/{id}/start', { path, body: {}, version: order.v }), { refresh, told: t('order.started') })
  // The server knows from who asks whether this cancels or lets the other side cancel.
  const cancel = useChange((_close: () => void) => write('post', '/api/v1/orders/{id}/cancel', { path, version: order.v }), {
    refresh,
    told: t(order.you === 'seller' ? 'order.consented' : 'order.cancelled'),
    done,
  })
  const may = (what: string) => order.may.includes(what)
  const next = first.find(may)
  const { says, milestone, until } = turn(order)
  return (
    <div className={styles.moves}>
      {milestone && (
        <p className={`serif ${styles.whose}`}>
          <bdi>{milestone.title}</bdi>
        </p>
      )}
      <p>{t(says)}</p>
      {until && (
        <p>
          <Countdown until={until} />
        </p>
      )}
      {next === 'fund' && (
        <Button size="lg" variant={says === 'order.payWords' ? undefined : 'outline'} onClick={() => setPaying(true)}>
          {t('order.pay')}
        </Button>
      )}
      {next === 'start' && (
        <Button size="lg" loading={start.isPending} onClick={() => start.mutate()}>
          {t('order.start')}
        </Button>
      )}
      {may('cancel') && <Sure outline label={t('order.cancel')} words={t('order.cancelWords')} pending={cancel.isPending} act={cancel.mutate} />}
      {may('consent_cancel') && <Sure outline label={t('order.consentCancel')} words={t('order.consentWords')} pending={cancel.isPending} act={cancel.mutate} />}
      <OrderAgain order={order} />
      {paying && <Pay order={order} close={() => setPaying(false)} />}
    </div>
  )
}

/** Paying in is confirmed once with the amount in view; a second click or a lost answer cannot pay twice. */
function Pay({ order, close }: { order: Order; close: () => void }) {
  const { t } = useTranslation()
  const pay = useChange(() => write('post', '/api/v1/orders/{id}/fund', { path: { id: order.id }, body: {}, version: order.v }), {
    refresh: [['order', order.id], ['orders'], ['balances']],
    told: t('order.paid'),
    done: close,
  })
  return (
    <Modal opened onClose={close} title={t('order.payTitle')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      {order.sandbox && <Sandbox />}
      <p>{t('order.payExplain')}</p>
      <p className={styles.big}>
        <Amount money={order.missing} strong />
      </p>
      <Button data-autofocus fullWidth size="lg" loading={pay.isPending} disabled={pay.isSuccess} onClick={() => pay.mutate()}>
        {t('order.payConfirm')}
      </Button>
    </Modal>
  )
}
