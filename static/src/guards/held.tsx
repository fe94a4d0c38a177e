import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Order } from '../api/shapes'
import { ended } from '../settlement/turn'
import pieces from '../theme/pieces.module.css'
import { Because } from './because'
import { Brake, BreakGlass } from './brake'
import styles from './guards.module.css'
import { Proposed } from './proposed'
import type { Hold } from './shapes'
import { Sure } from './sure'
import { useWhen, useWho } from './who'

/** Says that compliance has stopped an order and what that means; why, and what to do about it, only to those whose work it is. */
export function Held({ order }: { order: Order }) {
  const { t } = useTranslation()
  return (
    <>
      <Brake />
      {order.held && (
        <div className={styles.stopped} role="status">
          <strong>{t('order.stopped')}</strong>
          <p>{t('order.stoppedWords')}</p>
          {order.hold && <Why hold={order.hold} />}
          {order.hold && <Lift order={order.id} hold={order.hold} may={order.may} v={order.v} />}
        </div>
      )}
      {!order.held && <Stop order={order} />}
    </>
  )
}

/** What the system writes when it stops an order by itself, as the key of its words. */
const byScreening: Record<string, string> = { 'screening: review': 'hold.screening.review', 'screening: hit': 'hold.screening.hit' }

/** Who stopped it, when and why. */
export function Why({ hold }: { hold: Hold }) {
  const { t } = useTranslation()
  const who = useWho()
  const when = useWhen()
  const reason = hold.by ? undefined : byScreening[hold.reason]
  return (
    <p>
      <bdi>{t('order.stoppedBecause', { reason: reason ? t(reason) : hold.reason })}</bdi>
      <span className="quiet">
        {' · '}
        <bdi>{who(hold.by, hold.name)}</bdi>
        {' · '}
        <time dateTime={hold.at}>{when(hold.at)}</time>
      </span>
    </p>
  )
}

/** Letting a stopped order go on: compliance proposes it, a checker confirms it. */
export function Lift({ order, hold, may, v, outline }: { order: string; hold: Hold; may: string[]; v: number; outline?: boolean }) {
  const { t } = useTranslation()
  const refresh = [['order', order], ['orders'], ['holds'], ['work']]
  const { lift } = hold
  const give = useChange((_close: () => void) => write('post', '/api/v1/orders/{id}/lift', { path: { id: order }, version: v }), {
    refresh,
    told: t(lift ? 'hold.lifted' : 'hold.proposed'),
    done: (_, close) => close(),
  })
  if (!lift && !may.includes('lift')) return null
  return (
    <div className={pieces.row}>
      {lift && <Proposed proposal={lift} refresh={refresh} />}
      {may.includes('lift') && (
        <Sure outline={outline} label={t(lift ? 'hold.confirm' : 'hold.propose')} words={t(lift ? 'hold.confirmWords' : 'hold.proposeWords')} pending={give.isPending} act={give.mutate}>
          <Why hold={hold} />
        </Sure>
      )}
    </div>
  )
}

/** Stopping an order: compliance may, a clearing officer once the glass is broken. */
function Stop({ order }: { order: Order }) {
  const { t } = useTranslation()
  const stop = useChange(({ reason }: { reason: string; done: () => void }) => write('post', '/api/v1/orders/{id}/hold', { path: { id: order.id }, body: { reason }, version: order.v }), {
    refresh: [['order', order.id], ['orders'], ['holds']],
    told: t('hold.held'),
    done: (_, { done }) => done(),
  })
  if (order.may.includes('hold')) {
    return (
      <div className={`${pieces.row} ${styles.stop}`}>
        <Because
          outline
          stops
          label={t('hold.hold')}
          words={t('hold.holdWords')}
          reason={t('hold.reason')}
          hint={t('hold.reasonWords')}
          pending={stop.isPending}
          act={(reason, done) => stop.mutate({ reason, done })}
        />
      </div>
    )
  }
  if (ended.includes(order.state) || !['clearing_maker', 'clearing_checker'].includes(order.you)) return null
  return (
    <div className={`${pieces.row} ${styles.stop}`}>
      <BreakGlass />
    </div>
  )
}
