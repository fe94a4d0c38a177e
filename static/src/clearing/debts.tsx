import { Button, Modal, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { holds, useMe } from '../api/session'
import type { List, Money } from '../api/shapes'
import { Amount } from '../money/amount'
import { Sandbox } from '../money/sandbox'
import { within } from '../money/splitting'
import { Loaded } from '../states/states'
import { OrgName } from './orgname'
import styles from './suspense.module.css'
import { moved, Proposed } from './suspenseproposal'
import type { Debt } from './suspenseshapes'

/** Who owes what since more was called back than there was. A debt is paid out of whatever comes; two people may give it up. */
export function Debts() {
  const { t } = useTranslation()
  const debts = useQuery({
    queryKey: ['debts'],
    queryFn: ({ signal }) => read<List<Debt>>('/api/v1/debts', {}, signal),
    refetchInterval: 15_000,
  })
  return (
    <>
      <p className="quiet">{t('debts.words')}</p>
      <Loaded query={debts} empty={{ when: ({ items }) => items.length === 0, show: <p>{t('debts.none')}</p> }}>
        {({ items }) => (
          <ul className={styles.sums}>
            {items.map((debt) => (
              <One key={debt.org + debt.amount.currency} debt={debt} />
            ))}
          </ul>
        )}
      </Loaded>
    </>
  )
}

function One({ debt }: { debt: Debt }) {
  const { t } = useTranslation()
  const me = useMe()
  const [asking, setAsking] = useState(false)
  const proposed = debt.proposed ?? []
  return (
    <li className={styles.sum}>
      <p className={styles.amount}>
        <Amount money={debt.amount} strong />
      </p>
      <dl className={styles.facts}>
        <div>
          <dt>{t('debts.who')}</dt>
          <dd>
            <OrgName org={debt.org} />
          </dd>
        </div>
      </dl>
      <div className={styles.acts}>
        {proposed.map((one) => (
          <Proposed key={one.id} proposal={one}>
            {t('debts.giveUp')} {one.amount && <Amount money={one.amount} strong />}
          </Proposed>
        ))}
        {proposed.length === 0 && holds(me, 'clearing_maker') && (
          <Button variant="outline" onClick={() => setAsking(true)}>
            {t('debts.propose')}
          </Button>
        )}
      </div>
      {asking && <WriteOff debt={debt} close={() => setAsking(false)} />}
    </li>
  )
}

function WriteOff({ debt, close }: { debt: Debt; close: () => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(debt.amount.amount)
  const [note, setNote] = useState('')
  const money = within(typed, debt.amount, 1n)
  const propose = useChange(
    (amount: Money) => write('post', '/api/v1/debts/{id}/write-off', { path: { id: debt.org }, body: { amount, note: note.trim() || undefined } }),
    { refresh: moved, told: t('suspense.proposed'), done: close },
  )
  return (
    <Modal opened onClose={close} title={t('debts.writeOff')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (money) propose.mutate(money)
        }}
      >
        <Sandbox />
        <p>
          <OrgName org={debt.org} /> · <Amount money={debt.amount} strong />
        </p>
        <TextInput
          data-autofocus
          label={t('payout.amount', { currency: debt.amount.currency })}
          inputMode="decimal"
          value={typed}
          error={typed.trim() && !money ? t('debts.amountWrong') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Textarea label={t('debts.note')} maxLength={256} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <p className="quiet">{t('debts.writeOffWords')}</p>
        <Button type="submit" fullWidth disabled={!money} loading={propose.isPending}>
          {t('suspense.propose')}
        </Button>
      </form>
    </Modal>
  )
}
