import { Button, Modal, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { useZone } from '../api/session'
import type { Dispute, Money, Order } from '../api/shapes'
import { Sure } from '../guards/sure'
import { Amount } from '../money/amount'
import { splitOf, worth, type Split } from '../money/splitting'
import pieces from '../theme/pieces.module.css'
import { dayAndClock } from '../time/zones'
import styles from './disputes.module.css'
import { useSide } from './disputewords'

/** The splits on the table, the newest first, and the form to table another one. */
export function Offers({ dispute, order }: { dispute: Dispute; order: Order }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const side = useSide()
  const newest = dispute.offers.at(-1)
  const path = { id: order.id, dispute: dispute.id }
  const refresh = [['order', order.id], ['orders'], ['balances']]
  const accept = useChange((_close: () => void) => write('post', '/api/v1/orders/{id}/disputes/{dispute}/accept', { path, body: { offer: newest?.n }, version: order.v }), {
    refresh,
    told: t('dispute.accepted'),
    done: (_, close) => close(),
  })
  const offer = useChange((split: Split) => write('post', '/api/v1/orders/{id}/disputes/{dispute}/offer', { path, body: split, version: order.v }), { refresh, told: t('dispute.offered') })
  if (!newest && !dispute.may.includes('offer')) return null
  return (
    <div>
      <h4>{t('dispute.offers')}</h4>
      {dispute.offers.length === 0 && <p className="quiet">{t('dispute.noOffers')}</p>}
      <ol className={pieces.list}>
        {[...dispute.offers].reverse().map((one) => (
          <li key={one.n} className={styles.offer} data-newest={one === newest || undefined}>
            <p>
              {t('dispute.offerBy', { number: one.n, by: side(one.by) })}
              {one === newest && ` · ${t('dispute.newest')}`}
              <time dateTime={one.at} className="quiet">
                {' · '}
                {dayAndClock(one.at, zone, i18n.language)}
              </time>
            </p>
            <Shares split={one} />
            {one === newest && dispute.may.includes('accept') && <Sure label={t('dispute.accept')} words={t('dispute.acceptWords')} pending={accept.isPending} act={accept.mutate} />}
          </li>
        ))}
      </ol>
      {dispute.may.includes('offer') && <SplitForm whole={dispute.contested} label={t('dispute.offer')} pending={offer.isPending} send={offer.mutate} />}
    </div>
  )
}

/** Who gets how much of a split. */
export function Shares({ split }: { split: Split }) {
  const { t } = useTranslation()
  return (
    <dl className={pieces.sums}>
      <div>
        <dt>{t('dispute.toSeller')}</dt>
        <dd>
          <Amount money={split.seller} strong />
        </dd>
      </div>
      <div>
        <dt>{t('dispute.toBuyer')}</dt>
        <dd>
          <Amount money={split.buyer} strong />
        </dd>
      </div>
    </dl>
  )
}

/** The shares people think in, in percent to the seller; the amounts follow to the last minor unit. */
const shares = [100, 70, 50, 30, 0]

type SplitFormProps = {
  whole: Money
  label: string
  pending: boolean
  send: (split: Split) => void
  ready?: boolean
  /** What follows, where it is asked once more with both amounts in view. */
  sure?: string
  children?: ReactNode
}

/** Two amounts of which one is typed and the other is the rest, so that they always add up to the whole. */
export function SplitForm({ whole, label, pending, send, ready = true, sure, children }: SplitFormProps) {
  const { t, i18n } = useTranslation()
  const [asking, setAsking] = useState(false)
  const [{ side, typed }, setTyped] = useState<{ side: keyof Split; typed: string }>({ side: 'seller', typed: '' })
  const split = splitOf(whole, side, typed)
  const field = (which: keyof Split, words: string) => (
    <TextInput
      label={words}
      inputMode="decimal"
      value={which === side ? typed : (split?.[which].amount ?? '')}
      error={which === side && typed.trim() && !split ? t('dispute.splitWrong') : undefined}
      onChange={(event) => setTyped({ side: which, typed: event.currentTarget.value })}
    />
  )
  return (
    <form
      className={pieces.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!split || !ready) return
        if (sure) setAsking(true)
        else send(split)
      }}
    >
      <div className={pieces.row} role="group" aria-label={t('dispute.toSeller')}>
        <span className={`quiet ${styles.takesHead}`}>{t('dispute.toSeller')}</span>
        {shares.map((percent) => (
          <button key={percent} type="button" className={pieces.take} onClick={() => setTyped({ side: 'seller', typed: worth(whole, 100, percent).amount })}>
            {new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(percent / 100)}
          </button>
        ))}
      </div>
      <div className={styles.pair}>
        {field('seller', t('dispute.toSellerIn', { currency: whole.currency }))}
        {field('buyer', t('dispute.toBuyerIn', { currency: whole.currency }))}
      </div>
      <p className="quiet">
        {t('dispute.addsUp')} <Amount money={whole} strong />
      </p>
      {children}
      <Button type="submit" variant="outline" disabled={!split || !ready} loading={pending}>
        {label}
      </Button>
      {asking && split && (
        <Modal opened onClose={() => setAsking(false)} title={label} closeButtonProps={{ 'aria-label': t('action.close') }}>
          <Shares split={split} />
          <p>{sure}</p>
          <Button data-autofocus fullWidth loading={pending} onClick={() => send(split)}>
            {t('order.surely')}
          </Button>
        </Modal>
      )}
    </form>
  )
}
