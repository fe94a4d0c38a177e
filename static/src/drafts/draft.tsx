import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Order } from '../api/shapes'
import { Section } from '../app/page'
import { FeeSplit } from '../deals/commission'
import { Sure } from '../guards/sure'
import { CheckIcon } from '../icons/icons'
import { Countdown } from '../time/countdown'
import styles from './draft.module.css'
import { DraftEditor } from './drafteditor'
import { DraftMilestones } from './draftmilestones'

/** An order that is not agreed yet: who agrees, what is proposed and what of it is new, and the reader's answer. */
export function Draft({ order, draft }: { order: Order; draft: NonNullable<Order['draft']> }) {
  const { t } = useTranslation()
  const [amending, setAmending] = useState(false)
  return (
    <>
      <div className={styles.answer}>
        <div>
          <p className={styles.lead}>{t(`draft.turn.${says(order, draft)}`)}</p>
          <ul className={styles.sides}>
            {(['buyer', 'seller'] as const).map((side) => {
              const agrees = side === 'buyer' ? draft.buyerAgrees : draft.sellerAgrees
              return (
                <li key={side} data-agrees={agrees || undefined}>
                  {agrees && <CheckIcon />} {t(`draft.side.${side}.${agrees ? 'agrees' : 'silent'}`)}
                </li>
              )
            })}
          </ul>
          {draft.answerBy && (
            <p>
              {t('draft.answerBy')} <Countdown until={draft.answerBy} />
            </p>
          )}
          {draft.from && (
            <p className="quiet">
              {t('draft.from')}{' '}
              <Link to="/orders/$order" params={{ order: draft.from }}>
                {draft.from}
              </Link>
            </p>
          )}
        </div>
        {!amending && <Answers order={order} amend={() => setAmending(true)} />}
      </div>
      <Section title={t('draft.wanted')}>
        {amending ? <DraftEditor order={order} close={() => setAmending(false)} /> : <DraftMilestones milestones={order.milestones} was={draft.was ?? undefined} order={order} />}
        {!amending && <FeeSplit fee={order.fee} total={order.total} />}
      </Section>
    </>
  )
}

/** Whose turn it is, from the reader's side. */
function says({ you }: Order, { buyerAgrees, sellerAgrees }: NonNullable<Order['draft']>) {
  if (you !== 'buyer' && you !== 'seller') return 'watched'
  return (you === 'buyer' ? buyerAgrees : sellerAgrees) ? 'theirTurn' : 'yourTurn'
}

function Answers({ order, amend }: { order: Order; amend: () => void }) {
  const { t } = useTranslation()
  const refresh = [['order', order.id], ['orders']]
  const path = { id: order.id }
  const agree = useChange(() => write('post', '/api/v1/orders/{id}/agree', { path, version: order.v }), { refresh, told: t('order.agreed') })
  const decline = useChange((_close: () => void) => write('post', '/api/v1/orders/{id}/decline', { path, version: order.v }), {
    refresh,
    told: t('order.declined'),
    done: (_, close) => close(),
  })
  const may = (what: string) => order.may.includes(what)
  return (
    <div className={styles.moves}>
      {may('agree') && (
        <Button size="lg" loading={agree.isPending} onClick={() => agree.mutate()}>
          {t('order.agree')}
        </Button>
      )}
      {may('amend') && (
        <Button variant="outline" onClick={amend}>
          {t('draft.amend')}
        </Button>
      )}
      {may('decline') && <Sure outline label={t('order.decline')} words={t('order.declineWords')} pending={decline.isPending} act={decline.mutate} />}
    </div>
  )
}
