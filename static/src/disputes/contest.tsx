import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Milestone, Order } from '../api/shapes'
import { toMinor } from '../money/money'
import { within } from '../money/splitting'
import pieces from '../theme/pieces.module.css'
import { useProofs, useReasons } from './disputewords'

/** Rejecting what was delivered, or contesting what stalls: a reason, what is wrong with it, and how much of the money. */
export function Contest({ milestone, order, close }: { milestone: Milestone; order: Order; close: () => void }) {
  const { t } = useTranslation()
  const proofs = useProofs()
  const reasons = useReasons()
  const [reason, setReason] = useState('')
  const [note, setNote] = useState('')
  const [typed, setTyped] = useState(milestone.amount.amount)
  const rejecting = milestone.may.includes('reject')
  const contested = within(typed, milestone.amount, 1n)
  // Left out, it is all of it, whatever becomes of the milestone meanwhile.
  const part = contested && toMinor(contested) < toMinor(milestone.amount) ? contested : undefined
  const own = reasons.data?.items.filter(({ by }) => by.includes(order.you)) ?? []
  const chosen = own.find(({ code }) => code === reason)
  const open = useChange(
    () => {
      const body = { reason, note: note.trim() || undefined, contested: part }
      return rejecting
        ? write('post', '/api/v1/orders/{id}/milestones/{milestone}/reject', { path: { id: order.id, milestone: milestone.id }, body, version: order.v })
        : write('post', '/api/v1/orders/{id}/disputes', { path: { id: order.id }, body: { ...body, milestone: milestone.id }, version: order.v })
    },
    { refresh: [['order', order.id], ['orders'], ['balances']], told: t('inspection.opened'), done: close },
  )
  return (
    <Modal
      opened
      onClose={close}
      title={t(rejecting ? 'inspection.rejectTitle' : 'inspection.contestTitle', { title: milestone.title })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form
        className={pieces.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (chosen && contested) open.mutate()
        }}
      >
        <p>{t('inspection.contestWords')}</p>
        <NativeSelect
          data-autofocus
          label={t('inspection.reason')}
          description={chosen && t('inspection.wanted', { kinds: proofs(chosen.evidence) })}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data={[{ value: '', label: t('inspection.choose') }, ...own.map(({ code }) => ({ value: code, label: t(`dispute.reason.${code}`, { defaultValue: t('dispute.reason.other') }) }))]}
        />
        <Textarea label={t('inspection.note')} description={t('inspection.noteWords')} maxLength={4000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <TextInput
          label={t('inspection.contested', { currency: milestone.amount.currency })}
          description={t('inspection.contestedWords')}
          inputMode="decimal"
          value={typed}
          error={contested ? undefined : t('inspection.contestedWrong')}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" fullWidth color="vermilion" disabled={!chosen || !contested} loading={open.isPending}>
          {t(rejecting ? 'inspection.reject' : 'inspection.contest')}
        </Button>
      </form>
    </Modal>
  )
}
