import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { holds, useMe, useZone } from '../api/session'
import type { List, Payout } from '../api/shapes'
import { Amount } from '../money/amount'
import { Sandbox } from '../money/sandbox'
import { Loaded } from '../states/states'
import { useNow } from '../time/now'
import { dayAndClock, relative } from '../time/zones'
import { OrgName } from './orgname'
import styles from './suspense.module.css'
import { moved, Proposed } from './suspenseproposal'

const outcomes = ['SETTLED', 'REJECTED'] as const

/** Payouts whose outcome nobody knows: never sent again under another id; a line of the bank says what became of them, or two people with evidence. */
export function Unknown() {
  const { t } = useTranslation()
  const payouts = useQuery({
    queryKey: ['payouts', 'UNKNOWN'],
    queryFn: ({ signal }) => read<List<Payout>>('/api/v1/payouts', { query: { state: 'UNKNOWN', limit: 100 } }, signal),
    refetchInterval: 15_000,
  })
  return (
    <>
      <p className="quiet">{t('unknown.words')}</p>
      <Loaded query={payouts} empty={{ when: ({ items }) => items.length === 0, show: <p>{t('unknown.none')}</p> }}>
        {({ items }) => (
          <ul className={styles.sums}>
            {items.map((payout) => (
              <One key={payout.id} payout={payout} />
            ))}
          </ul>
        )}
      </Loaded>
    </>
  )
}

function One({ payout }: { payout: Payout }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const me = useMe()
  const now = useNow(60_000)
  const [asking, setAsking] = useState(false)
  const proposed = payout.proposed ?? []
  return (
    <li className={styles.sum} aria-label={payout.id}>
      <div>
        <p className={styles.amount}>
          <Amount money={payout.amount} strong />
        </p>
        <p className="quiet">
          <time dateTime={payout.changed}>
            {relative(payout.changed, now, i18n.language)} · {dayAndClock(payout.changed, zone, i18n.language)}
          </time>
        </p>
      </div>
      <dl className={styles.facts}>
        <div>
          <dt>{t('unknown.to')}</dt>
          <dd>{payout.org ? <OrgName org={payout.org} /> : t('unknown.toSender')}</dd>
        </div>
        <div>
          <dt>{t('unknown.payout')}</dt>
          <dd>
            <bdi className="number">{payout.id}</bdi>
          </dd>
        </div>
        {payout.batch && (
          <div>
            <dt>{t('unknown.file')}</dt>
            <dd>
              <a href={`/api/v1/payment-files/${payout.batch}`} download>
                <bdi className="number">{payout.batch}</bdi>
              </a>
            </dd>
          </div>
        )}
      </dl>
      <div className={styles.acts}>
        {proposed.map((one) => (
          <Proposed key={one.id} proposal={one}>
            {t(`unknown.outcome.${(one.to ?? 'SETTLED').toLowerCase()}`)}
            {one.evidence && (
              <>
                {' · '}
                <bdi className="number">{one.evidence}</bdi>
              </>
            )}
          </Proposed>
        ))}
        {proposed.length === 0 && payout.may.includes('resolve') && holds(me, 'clearing_maker') && <Button variant="outline" onClick={() => setAsking(true)}>{t('unknown.resolve')}</Button>}
      </div>
      {asking && <Resolve payout={payout} close={() => setAsking(false)} />}
    </li>
  )
}

function Resolve({ payout, close }: { payout: Payout; close: () => void }) {
  const { t } = useTranslation()
  const [to, setTo] = useState<(typeof outcomes)[number]>()
  const [evidence, setEvidence] = useState('')
  const ready = to && evidence.trim()
  const resolve = useChange(() => write('post', '/api/v1/payouts/{id}/resolve', { path: { id: payout.id }, body: { to, evidence: evidence.trim() }, version: payout.v }), {
    refresh: moved,
    told: t('suspense.proposed'),
    done: close,
  })
  return (
    <Modal opened onClose={close} title={t('unknown.resolve')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) resolve.mutate()
        }}
      >
        <Sandbox />
        <p className={styles.amount}>
          <Amount money={payout.amount} strong />
        </p>
        {/* Nothing is chosen beforehand: the officer says it, not the form. */}
        <NativeSelect
          data-autofocus
          required
          label={t('unknown.became')}
          value={to ?? ''}
          onChange={(event) => setTo(outcomes.find((one) => one === event.currentTarget.value))}
          data={[{ value: '', label: t('unknown.choose') }, ...outcomes.map((value) => ({ value, label: t(`unknown.outcome.${value.toLowerCase()}`) }))]}
        />
        {to && <p className="quiet">{t(`unknown.follows.${to.toLowerCase()}`)}</p>}
        <TextInput required label={t('unknown.evidence')} description={t('unknown.evidenceWords')} maxLength={256} value={evidence} onChange={(event) => setEvidence(event.currentTarget.value)} />
        <Button type="submit" fullWidth disabled={!ready} loading={resolve.isPending}>
          {t('suspense.propose')}
        </Button>
      </form>
    </Modal>
  )
}
