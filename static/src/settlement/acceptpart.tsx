import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Milestone, Order } from '../api/shapes'
import { Amount } from '../money/amount'
import { worth } from '../money/splitting'
import pieces from '../theme/pieces.module.css'

/** Accepting some pieces of a milestone; the rest stays what it was. */
export function AcceptPart({ milestone, order, close }: { milestone: Milestone; order: Order; close: () => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const all = milestone.quantity ?? 1
  // All of what is still on its way cannot be accepted in part; all of what is inspected is accepted as a whole.
  const most = milestone.state === 'INSPECTION' ? all : all - 1
  const quantity = /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : 0
  const right = quantity >= 1 && quantity <= most
  const accept = useChange(
    () => write('post', '/api/v1/orders/{id}/milestones/{milestone}/accept', { path: { id: order.id, milestone: milestone.id }, body: { quantity }, version: order.v }),
    { refresh: [['order', order.id], ['orders'], ['balances']], told: t(quantity === all ? 'order.accepted' : 'inspection.partAccepted'), done: close },
  )
  return (
    <Modal opened onClose={close} title={t('inspection.partTitle', { title: milestone.title })} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={pieces.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (right) accept.mutate()
        }}
      >
        <TextInput
          data-autofocus
          label={t('inspection.quantity', { number: all })}
          inputMode="numeric"
          value={typed}
          error={typed.trim() && !right ? t('inspection.quantityWrong', { most }) : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {right && (
          <p>
            {t('inspection.worth')} <Amount money={worth(milestone.amount, all, quantity)} strong />
          </p>
        )}
        <p className="quiet">{t('inspection.partWords')}</p>
        <Button type="submit" fullWidth disabled={!right} loading={accept.isPending}>
          {t('inspection.acceptPart')}
        </Button>
      </form>
    </Modal>
  )
}
