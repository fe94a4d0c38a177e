import { Badge, Button, Modal, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useZone } from '../api/session'
import type { Milestone, Order } from '../api/shapes'
import { Page, Section } from '../app/page'
import { Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { Failed, Loading } from '../states/states'
import { clock, dateName, dayName } from '../time/zones'
import { MoneyBar } from './moneybar'
import { Sandbox } from './sandbox'
import styles from './settlement.module.css'

/** One order: its money, its milestones with the one thing to do, its history, and the statement to take away. */
export function OrderPage() {
  const { t } = useTranslation()
  const { order: id = '' } = useParams({ strict: false })
  const query = useQuery({
    queryKey: ['order', id],
    queryFn: ({ signal }) => read<Order>('/api/v1/orders/{id}', { path: { id } }, signal),
    refetchInterval: 8_000,
  })
  if (query.isError && !query.data) return <Failed failure={query.error} again={() => void query.refetch()} />
  if (!query.data) return <Loading />
  const order = query.data
  return (
    <Page
      title={
        <>
          <Words of={order.seller.orgName} /> → <Words of={order.buyer.orgName} />
        </>
      }
      tab={order.id}
      above={
        <>
          <Link to="/orders">{t('nav.orders')}</Link> · {order.id}
          {order.deal && (
            <>
              {' · '}
              <Link to="/deals/$deal" params={{ deal: order.deal }}>
                {t('order.deal')}
              </Link>
            </>
          )}
        </>
      }
      aside={<Badge>{t(`order.state.${order.state.toLowerCase()}`)}</Badge>}
    >
      {order.sandbox && <Sandbox />}
      <div className={styles.head}>
        <MoneyBar order={order} />
        <OrderMoves order={order} />
      </div>
      <Section title={t('order.milestones')}>
        <ol className={styles.milestones}>
          {order.milestones.map((milestone) => (
            <Step key={milestone.id} milestone={milestone} order={order} />
          ))}
        </ol>
      </Section>
      <Section
        title={t('order.timeline')}
        aside={
          <Button component="a" variant="outline" href={`/api/v1/orders/${order.id}/statement`} download={`${order.id}.statement.json`}>
            {t('order.statement')}
          </Button>
        }
      >
        <Timeline order={order} />
        <div className={styles.verify}>
          <p>{t('order.verify')}</p>
          <code dir="ltr">fairground verify statement {order.id}.statement.json</code>
        </div>
      </Section>
    </Page>
  )
}

function OrderMoves({ order }: { order: Order }) {
  const { t } = useTranslation()
  const [paying, setPaying] = useState(false)
  const state = order.state.toLowerCase()
  const refresh = [['order', order.id], ['orders'], ['balances']]
  const start = useChange(() => write('post', '/api/v1/orders/{id}/start', { path: { id: order.id }, body: {}, version: order.v }), { refresh, told: t('order.started') })
  if (order.may.includes('fund')) {
    return (
      <div className={styles.moves}>
        <p>{t('order.payWords')}</p>
        <Button size="lg" onClick={() => setPaying(true)}>
          {t('order.pay')}
        </Button>
        {paying && <Pay order={order} close={() => setPaying(false)} />}
      </div>
    )
  }
  if (order.may.includes('start')) {
    return (
      <div className={styles.moves}>
        <p>{t('order.startWords')}</p>
        <Button size="lg" loading={start.isPending} onClick={() => start.mutate()}>
          {t('order.start')}
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.moves}>
      <p>{t(`order.now.${state}`, { defaultValue: t(`order.state.${state}`) })}</p>
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
        <Amount money={order.payable} strong />
      </p>
      <Button data-autofocus fullWidth size="lg" loading={pay.isPending} disabled={pay.isSuccess} onClick={() => pay.mutate()}>
        {t('order.payConfirm')}
      </Button>
    </Modal>
  )
}

function Step({ milestone, order }: { milestone: Milestone; order: Order }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const state = milestone.state.toLowerCase()
  return (
    <li className={styles.step} data-state={state}>
      <div className={styles.stepWords}>
        <h3>
          <bdi>{milestone.title}</bdi>
        </h3>
        <p>
          <Amount money={milestone.amount} strong />
          {milestone.due && <span className="quiet"> · {t('order.due', { day: dateName(milestone.due, zone, i18n.language) })}</span>}
        </p>
        <p className={['disputed', 'inspection'].includes(state) ? 'live' : 'quiet'}>
          {t(`milestone.state.${state}`)}
          {milestone.evidence && ` · ${milestone.evidence}`}
        </p>
      </div>
      <StepMove milestone={milestone} order={order} />
    </li>
  )
}

function StepMove({ milestone, order }: { milestone: Milestone; order: Order }) {
  const { t } = useTranslation()
  const [shipping, setShipping] = useState(false)
  const path = { id: order.id, milestone: milestone.id }
  const refresh = [['order', order.id], ['orders'], ['balances']]
  const deliver = useChange(() => write('post', '/api/v1/orders/{id}/milestones/{milestone}/deliver', { path, body: {}, version: order.v }), { refresh, told: t('order.delivered') })
  const accept = useChange(() => write('post', '/api/v1/orders/{id}/milestones/{milestone}/accept', { path, body: {}, version: order.v }), { refresh, told: t('order.accepted') })
  if (milestone.may.includes('ship')) {
    return (
      <>
        <Button onClick={() => setShipping(true)}>{t('order.ship')}</Button>
        {shipping && <Ship milestone={milestone} order={order} close={() => setShipping(false)} />}
      </>
    )
  }
  if (milestone.may.includes('deliver')) {
    return (
      <Button loading={deliver.isPending} onClick={() => deliver.mutate()}>
        {t('order.confirmDelivery')}
      </Button>
    )
  }
  if (milestone.may.includes('accept')) {
    return (
      <Button loading={accept.isPending} onClick={() => accept.mutate()}>
        {t('order.acceptWork')}
      </Button>
    )
  }
  return null
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

function Timeline({ order }: { order: Order }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  return (
    <ol className={styles.timeline}>
      {[...(order.timeline ?? [])].sort((a, b) => b.seq - a.seq).map((entry) => (
        <li key={entry.seq}>
          <span className="number quiet">#{entry.seq}</span>
          <span>
            {t(`ledger.${entry.type.replace('.', '_')}`, { defaultValue: entry.type })}
            {entry.amount && (
              <>
                {' '}
                <Amount money={entry.amount} strong />
              </>
            )}
          </span>
          <time dateTime={entry.at} className="quiet">
            {dayName(entry.at, zone, i18n.language)}, {clock(entry.at, zone, i18n.language)}
          </time>
        </li>
      ))}
    </ol>
  )
}
