import { Button, Modal, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { useZone } from '../api/session'
import type { Milestone, Order } from '../api/shapes'
import { Contest } from '../disputes/contest'
import { Sure } from '../guards/sure'
import { Amount } from '../money/amount'
import pieces from '../theme/pieces.module.css'
import { Countdown } from '../time/countdown'
import { dateName } from '../time/zones'
import { AcceptPart } from './acceptpart'
import styles from './settlement.module.css'

const steps = ['ship', 'deliver', 'accept']

/** The milestones in their order; a divided one is shown by its parts. */
export function Milestones({ order }: { order: Order }) {
  // One button of a page is the filled one: that of the order as a whole, else that of the first milestone that waits for the reader.
  const leading = order.may.some((what) => ['fund', 'start'].includes(what)) ? undefined : order.milestones.find(({ may }) => may.some((what) => steps.includes(what)))
  return (
    <ol className={pieces.list}>
      {order.milestones.map((milestone) => (
        <Step key={milestone.id} milestone={milestone} order={order} leads={milestone === leading} />
      ))}
    </ol>
  )
}

type Props = { milestone: Milestone; order: Order; leads: boolean }

function Step({ milestone, order, leads }: Props) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const state = milestone.state.toLowerCase()
  const parts = milestone.partOf ? order.milestones.filter(({ partOf }) => partOf === milestone.partOf) : []
  return (
    <li className={styles.step} data-state={state}>
      <div className={styles.stepWords}>
        <h3>
          <bdi>{milestone.title}</bdi>
          {parts.length > 1 && <span className={styles.part}> {t('milestone.part', { number: parts.indexOf(milestone) + 1, count: parts.length })}</span>}
        </h3>
        <p>
          <Amount money={milestone.amount} strong />
          {milestone.quantity !== undefined && milestone.quantity > 1 && <span className="quiet"> · {t('milestone.pieces', { number: milestone.quantity })}</span>}
          {milestone.due && <span className="quiet"> · {t('order.due', { day: dateName(milestone.due, zone, i18n.language) })}</span>}
        </p>
        <p className={['disputed', 'inspection'].includes(state) ? 'live' : 'quiet'}>
          {t(`milestone.state.${state}`)}
          {milestone.evidence && (
            <>
              {' · '}
              <bdi>{milestone.evidence}</bdi>
            </>
          )}
        </p>
        {milestone.won && (
          <p className="quiet">
            {t('milestone.won')} <Amount money={milestone.won} />
          </p>
        )}
        {milestone.state === 'ACCEPTED' && milestone.proposedBy && <p className="quiet">{t('milestone.oneOfTwo')}</p>}
        {milestone.state === 'INSPECTION' && milestone.inspectUntil && (
          <p className={styles.inspection}>
            {order.held ? (
              t('inspection.still')
            ) : (
              <>
                {t('inspection.clock')} <Countdown until={milestone.inspectUntil} />
              </>
            )}
            <br />
            {t(milestone.silenceAccepts ? 'inspection.accepts' : 'inspection.contests')}
          </p>
        )}
      </div>
      {milestone.may.length > 0 && <StepMoves milestone={milestone} order={order} leads={leads} />}
    </li>
  )
}

type Asked = 'ship' | 'part' | 'contest'

function StepMoves({ milestone, order, leads }: Props) {
  const { t } = useTranslation()
  const variant = leads ? undefined : 'outline'
  const [asked, setAsked] = useState<Asked>()
  const path = { id: order.id, milestone: milestone.id }
  const refresh = [['order', order.id], ['orders'], ['balances']]
  const close = () => setAsked(undefined)
  const deliver = useChange(() => write('post', '/api/v1/orders/{id}/milestones/{milestone}/deliver', { path, body: {}, version: order.v }), { refresh, told: t('order.delivered') })
  const done = (_: unknown, shut: () => void) => shut()
  const accept = useChange((_shut: () => void) => write('post', '/api/v1/orders/{id}/milestones/{milestone}/accept', { path, body: {}, version: order.v }), { refresh, told: t('order.accepted'), done })
  const cancel = useChange((_shut: () => void) => write('post', '/api/v1/orders/{id}/milestones/{milestone}/cancel', { path, version: order.v }), { refresh, told: t('milestone.cancelled'), done })
  const may = (what: string) => milestone.may.includes(what)
  return (
    <div className={pieces.row}>
      {may('ship') && (
        <Button variant={variant} onClick={() => setAsked('ship')}>
          {t('order.ship')}
        </Button>
      )}
      {may('deliver') && (
        <Button variant={variant} loading={deliver.isPending} onClick={() => deliver.mutate()}>
          {t('order.confirmDelivery')}
        </Button>
      )}
      {may('accept') && (
        <Sure outline={!leads} label={t('order.acceptWork')} words={t('order.acceptSure')} pending={accept.isPending} act={accept.mutate}>
          <p>
            <bdi>{milestone.title}</bdi> · <Amount money={milestone.amount} strong />
          </p>
        </Sure>
      )}
      {may('accept-part') && (
        <Button variant="outline" onClick={() => setAsked('part')}>
          {t('inspection.acceptPart')}
        </Button>
      )}
      {(may('reject') || may('dispute')) && (
        <Button variant="outline" color="vermilion" onClick={() => setAsked('contest')}>
          {t(may('reject') ? 'inspection.reject' : 'inspection.contest')}
        </Button>
      )}
      {may('cancel') && <Sure outline label={t('milestone.cancel')} words={t('milestone.cancelWords')} pending={cancel.isPending} act={cancel.mutate} />}
      {may('approve-release') && (
        <Button variant="outline" renderRoot={(props) => <Link to="/clearing" {...props} />}>
          {t('order.toClearing')}
        </Button>
      )}
      {asked === 'ship' && <Ship milestone={milestone} order={order} close={close} />}
      {asked === 'part' && <AcceptPart milestone={milestone} order={order} close={close} />}
      {asked === 'contest' && <Contest milestone={milestone} order={order} close={close} />}
    </div>
  )
}

function Ship({ milestone, order, close }: { milestone: Milestone; order: Order; close: () => void }) {
  const { t } = useTranslation()
  const [evidence, setEvidence] = useState('')
  const ship = useChange(
    () => write('post', '/api/v1/orders/{id}/milestones/{milestone}/ship', { path: { id: order.id, milestone: milestone.id }, body: { evidence: evidence.trim() }, version: order.v }),
    { refresh: [['order', order.id]], told: t('order.shipped'), done: close },
  )
  return (
    <Modal opened onClose={close} title={t('order.shipTitle', { title: milestone.title })} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Textarea data-autofocus label={t('order.evidence')} description={t('order.evidenceWords')} value={evidence} onChange={(event) => setEvidence(event.currentTarget.value)} />
      <Button mt="md" fullWidth disabled={!evidence.trim()} loading={ship.isPending} onClick={() => ship.mutate()}>
        {t('order.ship')}
      </Button>
    </Modal>
  )
}
