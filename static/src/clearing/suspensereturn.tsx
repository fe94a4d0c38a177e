import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { Amount } from '../money/amount'
import { Sandbox } from '../money/sandbox'
import styles from './suspense.module.css'
import { moved } from './suspenseproposal'
import type { Suspense } from './suspenseshapes'
import { Payer } from './suspensesum'

const reference = /^[A-Za-z0-9_-]+$/

/** Proposes to send a sum back. Where it came from is not asked where the bank said it. */
export function GiveBack({ sum, close }: { sum: Suspense; close: () => void }) {
  const { t } = useTranslation()
  const [account, setAccount] = useState('')
  const known = Boolean(sum.payer)
  const typed = account.trim()
  const ready = known || reference.test(typed)
  const back = useChange(
    () => write('post', '/api/v1/suspense/{id}/return', { path: { id: sum.id }, body: known ? {} : { account: typed }, version: sum.v }),
    { refresh: moved, told: t('suspense.proposed'), done: close },
  )
  return (
    <Modal opened onClose={close} title={t('suspense.returnTitle')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) back.mutate()
        }}
      >
        <Sandbox />
        <p className={styles.amount}>
          <Amount money={sum.amount} strong />
        </p>
        {known ? (
          <p>
            {t('suspense.backTo')}{' '}
            <strong>
              <Payer sum={sum} />
            </strong>
            {sum.sender?.account && sum.sender.account !== sum.payer && (
              <>
                {' '}
                <bdi className="number quiet">{sum.sender.account}</bdi>
              </>
            )}
          </p>
        ) : (
          <TextInput
            data-autofocus
            required
            label={t('suspense.accountRef')}
            description={t('suspense.accountRefWords')}
            maxLength={64}
            value={account}
            error={typed && !ready ? t('suspense.accountRefWrong') : undefined}
            onChange={(event) => setAccount(event.currentTarget.value)}
          />
        )}
        <p className="quiet">{t('suspense.returnWords')}</p>
        <Button type="submit" fullWidth disabled={!ready} loading={back.isPending}>
          {t('suspense.propose')}
        </Button>
      </form>
    </Modal>
  )
}
