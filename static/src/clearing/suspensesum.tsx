import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { holds, useMe, useZone } from '../api/session'
import { Amount } from '../money/amount'
import { useNow } from '../time/now'
import { dayAndClock, dayName, relative } from '../time/zones'
import { Mark } from './mark'
import { OrderName } from './ordername'
import { OrgName } from './orgname'
import { Assign } from './suspenseassign'
import { Proposed } from './suspenseproposal'
import { GiveBack } from './suspensereturn'
import type { Proposal, Suspense } from './suspenseshapes'
import styles from './suspense.module.css'

/** Money must not lie: after a week it is late. */
const late = 7 * 86_400_000

/** One sum that is nobody's: what the bank said of it, why it fits nothing, and what two officers may do with it. */
export function Sum({ sum }: { sum: Suspense }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const me = useMe()
  const now = useNow(60_000)
  const [doing, setDoing] = useState<'assign' | 'return'>()
  const proposed = sum.proposed ?? []
  // Only a maker begins: what a checker does is confirm.
  const begins = proposed.length === 0 && holds(me, 'clearing_maker')
  const may = (what: string) => begins && sum.may.includes(what)
  return (
    <li id={sum.id} className={styles.sum} aria-label={sum.id}>
      <div className={styles.money}>
        <p className={styles.amount}>
          <Amount money={sum.amount} strong />
        </p>
        <p className={now - Date.parse(sum.since) > late ? 'live' : 'quiet'}>
          <time dateTime={sum.since}>
            {t('suspense.lies', { since: relative(sum.since, now, i18n.language) })}
            {' · '}
            {dayAndClock(sum.since, zone, i18n.language)}
          </time>
        </p>
        <p className={styles.why}>{t(sum.why === 'order_unknown' && !sum.named ? 'suspense.why.nothing_named' : `suspense.why.${sum.why}`, { defaultValue: t('suspense.why.other') })}</p>
      </div>
      <dl className={styles.facts}>
        <Fact name={t('suspense.from')}>
          <Payer sum={sum} />
        </Fact>
        {sum.sender?.account && sum.sender.account !== sum.payer && (
          <Fact name={t('suspense.account')}>
            <bdi className="number">{sum.sender.account}</bdi>
          </Fact>
        )}
        {sum.sender?.reference && (
          <Fact name={t('suspense.wrote')}>
            <q>
              <bdi>{sum.sender.reference}</bdi>
            </q>
          </Fact>
        )}
        {sum.named && (
          <Fact name={t('suspense.named')}>
            <bdi className="number">{sum.named}</bdi>
          </Fact>
        )}
        {sum.sender?.statement && (
          <Fact name={t('suspense.told')}>
            <Link to="/bank/statements/$statement" params={{ statement: sum.sender.statement }}>
              {t('suspense.statement', { day: dayName(sum.sender.day, 'UTC', i18n.language) })}
            </Link>
          </Fact>
        )}
        {sum.payout && (
          <Fact name={t('suspense.cameBack')}>
            <Mark id={sum.payout} />
          </Fact>
        )}
      </dl>
      <div className={styles.acts}>
        {proposed.map((one) => (
          <Proposed key={one.id} proposal={one}>
            <Meant proposal={one} sum={sum} />
          </Proposed>
        ))}
        {may('assign') && <Button variant="outline" onClick={() => setDoing('assign')}>{t('suspense.assign')}</Button>}
        {may('return') && (
          <Button variant="subtle" onClick={() => setDoing('return')}>
            {t('suspense.return')}
          </Button>
        )}
        {proposed.length === 0 && !begins && sum.may.length > 0 && <p className="quiet">{t('suspense.makerFirst')}</p>}
      </div>
      {doing === 'assign' && <Assign sum={sum} close={() => setDoing(undefined)} />}
      {doing === 'return' && <GiveBack sum={sum} close={() => setDoing(undefined)} />}
    </li>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Who sent it: the name the bank tells, an organization of the fair, or nobody we know. */
export function Payer({ sum }: { sum: Suspense }) {
  const { t } = useTranslation()
  const name = sum.sender?.name ?? ''
  if (name && !name.startsWith('org_')) return <bdi>{name}</bdi>
  const org = [name, sum.payer ?? ''].find((one) => one.startsWith('org_'))
  if (org) return <OrgName org={org} />
  return <span className="quiet">{t('suspense.payerUnknown')}</span>
}

/** What exactly is proposed for the sum. */
function Meant({ proposal, sum }: { proposal: Proposal; sum: Suspense }) {
  const { t } = useTranslation()
  if (proposal.action === 'suspense.assign' && proposal.order)
    return (
      <>
        {t('suspense.toOrder')} <OrderName order={proposal.order} />
      </>
    )
  return (
    <>
      {t('suspense.backTo')} {proposal.evidence && !sum.payer ? <bdi className="number">{proposal.evidence}</bdi> : <Payer sum={sum} />}
    </>
  )
}
