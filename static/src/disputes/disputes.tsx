import { Badge } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Dispute, Order } from '../api/shapes'
import { Section } from '../app/page'
import { Sure } from '../guards/sure'
import { Amount } from '../money/amount'
import pieces from '../theme/pieces.module.css'
import { Countdown } from '../time/countdown'
import styles from './disputes.module.css'
import { over, useSide } from './disputewords'
import { Evidence } from './evidence'
import { Offers } from './offers'
import { Appeal, Ruled } from './ruling'

/** The disputes of an order, the newest first: what is frozen, which clock runs, and the one or two things to do. */
export function Disputes({ order }: { order: Order }) {
  const { t } = useTranslation()
  if (order.disputes.length === 0) return null
  return (
    <Section title={t('dispute.title')}>
      {[...order.disputes].reverse().map((dispute) => (
        <Panel key={dispute.id} dispute={dispute} order={order} />
      ))}
    </Section>
  )
}

function Panel({ dispute, order }: { dispute: Dispute; order: Order }) {
  const { t } = useTranslation()
  const side = useSide()
  const milestone = order.milestones.find(({ id }) => id === dispute.milestone)
  const ended = over.includes(dispute.state)
  const heading = `${dispute.id}-about`
  const shown = useRef<HTMLElement>(null)
  useEffect(() => {
    if (location.hash === `#${dispute.id}`) shown.current?.scrollIntoView()
  }, [dispute.id])
  return (
    <section ref={shown} id={dispute.id} className={styles.dispute} data-over={ended || undefined} aria-labelledby={heading}>
      <header className={styles.disputeHead}>
        <h3 id={heading}>{t('dispute.about', { title: milestone?.title ?? order.title })}</h3>
        <Badge color={ended ? undefined : 'vermilion'}>{t(`dispute.state.${dispute.state.toLowerCase()}`)}</Badge>
      </header>
      <dl className={pieces.sums}>
        <div>
          <dt>{t(ended ? 'dispute.was' : 'dispute.contested')}</dt>
          <dd>
            <Amount money={dispute.contested} strong />
          </dd>
        </div>
        <div>
          <dt>{t('dispute.openedBy')}</dt>
          <dd>{side(dispute.openedBy)}</dd>
        </div>
        <div>
          <dt>{t('dispute.because')}</dt>
          <dd>{t(`dispute.reason.${dispute.reason}`, { defaultValue: t('dispute.reason.other') })}</dd>
        </div>
      </dl>
      {dispute.note && (
        <blockquote className={pieces.said}>
          <bdi>{dispute.note}</bdi>
        </blockquote>
      )}
      {order.held && !ended ? <p className="quiet">{t('dispute.standsStill')}</p> : <Clocks dispute={dispute} />}
      <Offers dispute={dispute} order={order} />
      <Evidence dispute={dispute} order={order} />
      <Ruled dispute={dispute} order={order} />
      <Moves dispute={dispute} order={order} />
    </section>
  )
}

/** The published clocks that still matter in the state the dispute is in. */
function Clocks({ dispute: { state, clocks } }: { dispute: Dispute }) {
  const { t } = useTranslation()
  const running: ['negotiate' | 'escalate' | 'evidence' | 'appeal', string | undefined][] = []
  if (state === 'NEGOTIATION') running.push(['negotiate', clocks.negotiateUntil], ['escalate', clocks.escalatesAt])
  if (state === 'EVIDENCE' || state === 'APPEALED') running.push(['evidence', clocks.evidenceUntil])
  if (state === 'DECIDED') running.push(['appeal', clocks.appealUntil])
  if (!running.some(([, until]) => until)) return null
  return (
    <dl className={styles.clocks} aria-label={t('dispute.clocks')}>
      {running.map(
        ([clock, until]) =>
          until && (
            <div key={clock}>
              <dt>{t(`dispute.clock.${clock}`)}</dt>
              <dd>
                <Countdown until={until} />
              </dd>
            </div>
          ),
      )}
    </dl>
  )
}

function Moves({ dispute, order }: { dispute: Dispute; order: Order }) {
  const { t } = useTranslation()
  const path = { id: order.id, dispute: dispute.id }
  const refresh = [['order', order.id], ['orders'], ['balances']]
  const done = (_: unknown, close: () => void) => close()
  const escalate = useChange((_close: () => void) => write('post', '/api/v1/orders/{id}/disputes/{dispute}/escalate', { path, version: order.v }), {
    refresh,
    told: t('dispute.escalated'),
    done,
  })
  const withdraw = useChange((_close: () => void) => write('post', '/api/v1/orders/{id}/disputes/{dispute}/withdraw', { path, version: order.v }), {
    refresh,
    told: t('dispute.withdrawn'),
    done,
  })
  const may = (what: string) => dispute.may.includes(what)
  if (!may('escalate') && !may('withdraw') && !may('appeal')) return null
  return (
    <div className={pieces.row}>
      {may('appeal') && <Appeal dispute={dispute} order={order} />}
      {may('escalate') && <Sure outline label={t('dispute.escalate')} words={t('dispute.escalateWords')} pending={escalate.isPending} act={escalate.mutate} />}
      {may('withdraw') && <Sure outline label={t('dispute.withdraw')} words={t('dispute.withdrawWords')} pending={withdraw.isPending} act={withdraw.mutate} />}
    </div>
  )
}
