import { Badge, Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { useZone } from '../api/session'
import { Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { fromMinor, toMinor } from '../money/money'
import { Sandbox } from '../money/sandbox'
import { within } from '../money/splitting'
import { dateName } from '../time/zones'
import { Cost, useExpected } from './cost'
import styles from './financing.module.css'
import { millionths } from './interest'
import type { Advance, Financeable, Lendable } from './shapes'

/** A milestone whose seller asks for early payment, and the form to offer some. */
export function Asked({ asked, has, mine }: { asked: Financeable; has?: Lendable; mine: Advance[] }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const [offering, setOffering] = useState(false)
  const offered = mine.filter(({ state }) => state === 'OFFERED').length
  return (
    <li className={styles.asked}>
      <div className={styles.words}>
        <h3>
          <Words of={asked.seller.orgName} />
        </h3>
        <p>
          <bdi>{asked.title}</bdi> <span className="quiet">· {asked.order}</span>
        </p>
        <p className="quiet">
          {t(asked.state === 'PLANNED' ? 'financing.agreedOnly' : 'financing.inEscrow')}
          {asked.expected && ` · ${t('financing.expected', { day: dateName(asked.expected, zone, i18n.language) })}`}
        </p>
      </div>
      <dl className={styles.sums}>
        <div>
          <dt>{t('financing.wants')}</dt>
          <dd>
            <Amount money={asked.asked} strong />
          </dd>
        </div>
        <div>
          <dt>{t('financing.most')}</dt>
          <dd>
            <Amount money={asked.most} />
          </dd>
        </div>
        <div>
          <dt>{t('financing.worth')}</dt>
          <dd>
            <Amount money={asked.amount} />
          </dd>
        </div>
      </dl>
      <div className={styles.moves}>
        {offered > 0 && <Badge>{t('financing.offered', { count: offered })}</Badge>}
        <Button onClick={() => setOffering(true)}>{t('financing.offer')}</Button>
      </div>
      {offering && <OfferForm asked={asked} has={has} close={() => setOffering(false)} />}
    </li>
  )
}

function OfferForm({ asked, has, close }: { asked: Financeable; has?: Lendable; close: () => void }) {
  const { t } = useTranslation()
  const currency = asked.most.currency
  const free = has?.available ?? fromMinor(0n, currency)
  const most = toMinor(free) < toMinor(asked.most) ? free : asked.most
  const [typed, setTyped] = useState(most.amount)
  const [rate, setRate] = useState('')
  const { expected, field } = useExpected(asked.expected)
  const amount = within(typed, most, 1n)
  const right = amount && millionths(rate) !== undefined
  const offer = useChange(
    () => write('post', '/api/v1/orders/{id}/advances', { path: { id: asked.order }, body: { milestone: asked.milestone, amount, rate: rate.trim() }, version: asked.v }),
    { refresh: [['financing'], ['balances']], told: t('financing.offerMade'), done: close },
  )
  return (
    <Modal opened onClose={close} title={t('financing.offerTitle', { title: asked.title })} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (right) offer.mutate()
        }}
      >
        <Sandbox />
        <p>
          {t('financing.cap')} <Amount money={asked.most} strong /> · {t('financing.free')} <Amount money={free} strong />
        </p>
        <div className={styles.pair}>
          <TextInput
            data-autofocus
            label={t('financing.amount', { currency })}
            inputMode="decimal"
            value={typed}
            error={typed.trim() && !amount ? t('financing.amountWrong') : undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <TextInput
            label={t('financing.rate')}
            inputMode="decimal"
            placeholder="8.25"
            value={rate}
            error={rate.trim() && millionths(rate) === undefined ? t('problem.rate_invalid') : undefined}
            onChange={(event) => setRate(event.currentTarget.value)}
          />
        </div>
        {field}
        {right && <Cost amount={amount} rate={rate} expected={expected} />}
        <p className="quiet">{t('financing.estimate')}</p>
        <Button type="submit" fullWidth disabled={!right} loading={offer.isPending}>
          {t('financing.send')}
        </Button>
      </form>
    </Modal>
  )
}
