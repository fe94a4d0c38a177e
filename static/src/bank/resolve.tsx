import { Button, Modal, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { Amount } from '../money/amount'
import styles from './bank.module.css'
import { byTwo, useDoubtWords } from './doubtwords'
import type { Doubt } from './shapes'

const longest = 500

/** Says how an exception was dealt with. It moves no money: what has to move, moves by steps of its own. */
export function Resolve({ doubt, close }: { doubt: Doubt; close: () => void }) {
  const { t } = useTranslation()
  const { title, todo } = useDoubtWords()
  const [reason, setReason] = useState('')
  const resolve = useChange(() => write('post', '/api/v1/exceptions/{id}/resolve', { path: { id: doubt.id }, body: { reason: reason.trim() }, version: doubt.v }), {
    refresh: [['exceptions'], ['nostro'], ['reconciliation'], ['bank-statement'], ['work']],
    told: t('bank.doubts.resolved'),
    done: close,
  })
  return (
    <Modal opened onClose={close} title={title(doubt.kind)} size="lg" closeButtonProps={{ 'aria-label': t('action.close') }}>
      <div className={styles.form}>
        <p>
          {doubt.amount && (
            <>
              <Amount money={doubt.amount} strong /> ·{' '}
            </>
          )}
          {todo(doubt.kind)}
        </p>
        {byTwo.includes(doubt.kind) && (
          <p>
            {t('bank.doubts.elsewhere')}{' '}
            <Link to="/clearing/claims" className={styles.open}>
              {t('nav.claims')}
            </Link>
          </p>
        )}
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (reason.trim()) resolve.mutate()
          }}
        >
          <Textarea label={t('bank.doubts.reason')} description={t('bank.doubts.reasonWords')} required rows={4} maxLength={longest} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
          <Button type="submit" disabled={!reason.trim()} loading={resolve.isPending}>
            {t('bank.doubts.say')}
          </Button>
        </form>
      </div>
    </Modal>
  )
}
