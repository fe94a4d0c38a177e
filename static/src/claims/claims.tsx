import { Badge, Button, Modal, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useZone } from '../api/session'
import type { List, Order } from '../api/shapes'
import { Section } from '../app/page'
import styles from '../disputes/disputes.module.css'
import { Sure } from '../guards/sure'
import { Words } from '../i18n/words'
import pieces from '../theme/pieces.module.css'
import { Countdown } from '../time/countdown'
import { clock, dayName } from '../time/zones'
import money from './claims.module.css'
import type { Claim } from './shapes'
import { Waterfall } from './waterfall'

/** What banks have called back of an order; nothing where no bank ever did. */
export function Claims({ order }: { order: Order }) {
  const { t } = useTranslation()
  const claims = useQuery({
    // A claim changes with its order only.
    queryKey: ['claims', order.id, order.v],
    queryFn: ({ signal }) => read<List<Claim>>('/api/v1/claims', { query: { order: order.id } }, signal),
    placeholderData: (before) => before,
  })
  if (!claims.data || claims.data.items.length === 0) return null
  return (
    <Section title={t('claim.title')}>
      {claims.data.items.map((claim) => (
        <ClaimPanel key={claim.id} claim={claim} />
      ))}
    </Section>
  )
}

/** One claim: what was taken from where, which clock runs, and the answer that the reader may give. `named` tells its order and sides; children are what an office does besides. */
export function ClaimPanel({ claim, named, children }: { claim: Claim; named?: boolean; children?: ReactNode }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const over = claim.state === 'WON' || claim.state === 'LOST'
  const heading = `${claim.id}-about`
  return (
    <section id={claim.id} className={styles.dispute} data-over={over || undefined} aria-labelledby={heading}>
      <header className={styles.disputeHead}>
        <h3 id={heading}>{named ? claim.title || claim.order : t(`claim.kind.${claim.kind}`)}</h3>
        <Badge color={over ? undefined : 'vermilion'}>{t(`claim.state.${claim.state.toLowerCase()}`)}</Badge>
      </header>
      {named && (
        <p className="quiet">
          {t(`claim.kind.${claim.kind}`)}
          {' · '}
          <Link to="/orders/$order" params={{ order: claim.order }}>
            {claim.order}
          </Link>
          {' · '}
          <Words of={claim.seller.orgName} /> {i18n.dir() === 'rtl' ? '←' : '→'} <Words of={claim.buyer.orgName} />
        </p>
      )}
      <div className={money.claim}>
        <Waterfall amount={claim.amount} taken={claim.taken} />
        <div className={money.says}>
          <p>{!over && claim.decided ? t('claim.means.awaited') : t(`claim.means.${claim.state.toLowerCase()}`)}</p>
          {claim.state === 'OPEN' && (
            <p>
              {t('claim.answerBy')} <Countdown until={claim.contestUntil} />
            </p>
          )}
          {claim.evidence && (
            <p>
              {t('claim.evidenceGiven')} <bdi className="number">{claim.evidence}</bdi>
            </p>
          )}
          {claim.decided && (
            <p>
              {t('claim.decided')} <bdi className="number">{claim.decided}</bdi>
            </p>
          )}
          <p className="quiet">
            <time dateTime={claim.opened}>{t('claim.opened', { day: dayName(claim.opened, zone, i18n.language), time: clock(claim.opened, zone, i18n.language) })}</time>
            {over && (
              <time dateTime={claim.changed}>
                {' · '}
                {t('claim.ended', { day: dayName(claim.changed, zone, i18n.language), time: clock(claim.changed, zone, i18n.language) })}
              </time>
            )}
          </p>
          <Answer claim={claim} />
          {children}
        </div>
      </div>
    </section>
  )
}

function Answer({ claim }: { claim: Claim }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const [evidence, setEvidence] = useState('')
  const path = { id: claim.id }
  const refresh = [['claims'], ['order', claim.order], ['orders'], ['balances'], ['work']]
  const contest = useChange(() => write('post', '/api/v1/claims/{id}/contest', { path, body: { evidence: evidence.trim() }, version: claim.v }), {
    refresh,
    told: t('claim.contested'),
    done: () => setAsking(false),
  })
  const concede = useChange((_close: () => void) => write('post', '/api/v1/claims/{id}/concede', { path, version: claim.v }), {
    refresh,
    told: t('claim.conceded'),
    done: (_, close) => close(),
  })
  const may = (what: string) => claim.may.includes(what)
  if (!may('contest') && !may('concede')) return null
  return (
    <div className={pieces.row}>
      {may('contest') && <Button onClick={() => setAsking(true)}>{t('claim.contest')}</Button>}
      {may('concede') && <Sure outline label={t('claim.concede')} words={t('claim.concedeWords')} pending={concede.isPending} act={concede.mutate} />}
      {asking && (
        <Modal opened onClose={() => setAsking(false)} title={t('claim.contest')} closeButtonProps={{ 'aria-label': t('action.close') }}>
          <form
            className={pieces.form}
            onSubmit={(event) => {
              event.preventDefault()
              if (evidence.trim()) contest.mutate()
            }}
          >
            <p>{t('claim.contestWords')}</p>
            <Textarea data-autofocus required label={t('claim.evidence')} description={t('claim.evidenceWords')} maxLength={256} value={evidence} onChange={(event) => setEvidence(event.currentTarget.value)} />
            <Button type="submit" fullWidth disabled={!evidence.trim()} loading={contest.isPending}>
              {t('claim.contest')}
            </Button>
          </form>
        </Modal>
      )}
    </div>
  )
}
