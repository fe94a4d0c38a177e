import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import styles from './meetings.module.css'

const reasons = ['ill', 'clash', 'settled'] as const

/** Calls a meeting off with a reason that the other side and the organizers read. */
export function CancelMeeting({ meeting, close }: { meeting: { id: string; v?: number }; close: () => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const send = useChange(
    () => write('post', '/api/v1/meetings/{id}/cancel', { path: { id: meeting.id }, body: { reason: reason.trim() }, version: meeting.v }),
    { refresh: [['agenda'], ['requests'], ['slots'], ['availability'], ['why']], told: t('agenda.cancelled'), done: close },
  )
  return (
    <Modal opened onClose={close} title={t('agenda.cancelTitle')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <p className={styles.suggested}>
        {reasons.map((code) => (
          <Button key={code} size="sm" h={44} variant="default" onClick={() => setReason(t(`agenda.because.${code}`))}>
            {t(`agenda.because.${code}`)}
          </Button>
        ))}
      </p>
      <Textarea data-autofocus label={t('agenda.cancelReason')} description={t('agenda.cancelWords')} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <Button mt="md" fullWidth color="vermilion" disabled={!reason.trim()} loading={send.isPending} onClick={() => send.mutate()}>
        {t('agenda.cancel')}
      </Button>
    </Modal>
  )
}
