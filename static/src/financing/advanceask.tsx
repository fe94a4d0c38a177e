import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Milestone, Money, Order } from '../api/shapes'
import { Amount } from '../money/amount'
import { fromMinor, toMinor } from '../money/money'
import { Sandbox } from '../money/sandbox'
import { within } from '../money/splitting'
import styles from './advance.module.css'

/** A milestone that can be paid early: asking funders for it, for less or more, or no longer. */
export function AskEarly({ milestone, order }: { milestone: Milestone; order: Order }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const { financeable, askedEarly } = milestone
  const wanted = askedEarly && toMinor(askedEarly) > 0n
  const ask = useChange((amount: Money) => write('post', '/api/v1/orders/{id}/financing', { path: { id: order.id }, body: { milestone: milestone.id, amount }, version: order.v }), {
    refresh: [['order', order.id]],
    told: t('advance.askSent'),
    done: () => setAsking(false),
  })
  return (
    <li className={styles.row}>
      <div>
        <strong>
          <bdi>{milestone.title}</bdi>
        </strong>
        <p className="quiet">
          {wanted ? (
            <>
              {t('advance.asked')} <Amount money={askedEarly} />
            </>
          ) : (
            financeable && (
              <>
                {t('advance.upTo')} <Amount money={financeable} />
              </>
            )
          )}
        </p>
      </div>
      <div className={styles.moves}>
        {financeable && (
          <Button variant="outline" onClick={() => setAsking(true)}>
            {t(wanted ? 'advance.askOther' : 'advance.ask')}
          </Button>
        )}
        {wanted && (
          <Button variant="subtle" loading={ask.isPending} onClick={() => ask.mutate(fromMinor(0n, order.currency))}>
            {t('advance.askNoLonger')}
          </Button>
        )}
      </div>
      {asking && financeable && <AskForm milestone={milestone} most={financeable} pending={ask.isPending} send={ask.mutate} close={() => setAsking(false)} />}
    </li>
  )
}

function AskForm({ milestone, most, pending, send, close }: { milestone: Milestone; most: Money; pending: boolean; send: (amount: Money) => void; close: () => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(most.amount)
  const amount = within(typed, most, 1n)
  return (
    <Modal opened onClose={close} title={t('advance.askTitle', { title: milestone.title })} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (amount) send(amount)
        }}
      >
        <Sandbox />
        <p>
          {t('advance.upTo')} <Amount money={most} strong />
        </p>
        <TextInput
          data-autofocus
          label={t('advance.askAmount', { currency: most.currency })}
          inputMode="decimal"
          value={typed}
          error={typed.trim() && !amount ? t('financing.amountWrong') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <p className="quiet">{t('advance.askWords')}</p>
        <Button type="submit" fullWidth disabled={!amount} loading={pending}>
          {t('advance.ask')}
        </Button>
      </form>
    </Modal>
  )
}
