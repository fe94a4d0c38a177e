import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { useMe } from '../api/session'
import { Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { Go } from '../work/line'
import type { WorkItem } from '../work/shapes'
import { When } from '../work/when'
import { Mark } from './mark'
import { press, pressable } from './press'
import styles from './clearing.module.css'

/** What it is; where somebody has proposed something, the way to what exactly. */
export function What({ item, sort, look }: { item: WorkItem; sort: string; look: (proposal: string) => void }) {
  const { t } = useTranslation()
  const { proposal } = item
  return (
    <div className={styles.what}>
      {proposal ? (
        <button type="button" className={styles.look} onClick={() => look(proposal)}>
          {t(`work.kind.${item.kind}`)}
        </button>
      ) : (
        <span className={styles.kind}>{t(`work.kind.${item.kind}`)}</span>
      )}
      {sort && <bdi className="quiet">{sort}</bdi>}
    </div>
  )
}

/** The order by its title, with the id by which others know it; of a payout the end of its id. */
export function Orders({ item }: { item: WorkItem }) {
  if (!item.order) return item.payout ? <Mark id={item.payout} /> : null
  return (
    <div className={styles.order}>
      <Link to="/orders/$order" params={{ order: item.order }} className={styles.orderLink} title={item.title}>
        <bdi>{item.title || item.order}</bdi>
      </Link>
      {item.title && <bdi className="quiet number">{item.order}</bdi>}
    </div>
  )
}

export function Whom({ item }: { item: WorkItem }) {
  if (!item.org) return null
  return <div className={styles.whom}>{item.orgName ? <Words of={item.orgName} /> : <bdi className="number">{item.org}</bdi>}</div>
}

export function Sum({ item }: { item: WorkItem }) {
  return item.amount ? (
    <span className={styles.sum}>
      <Amount money={item.amount} strong />
    </span>
  ) : null
}

export function Until({ item }: { item: WorkItem }) {
  const { t } = useTranslation()
  return (
    <span className={styles.until}>
      <span className={styles.mark} data-urgency={item.urgency}>
        {t(`work.urgency.${item.urgency}`)}
      </span>
      <When item={item} brief />
    </span>
  )
}

/** Which pair of eyes is next, and whose the first one was. */
export function Approval({ item }: { item: WorkItem }) {
  const { t } = useTranslation()
  const me = useMe()?.person?.id
  const pair = item.action === 'check' ? '2/2' : item.action === 'propose' ? '1/2' : ''
  return (
    <>
      <span className={styles.step} data-step={item.action}>
        {pair && <b className="number">{pair}</b>} {t(`clearing.steps.${item.action}`)}
      </span>
      {item.proposedBy && (
        <span className={`quiet ${styles.by}`}>{item.proposedBy === me ? t('clearing.byYou') : <bdi>{t('clearing.by', { name: item.proposedByName || item.proposedBy })}</bdi>}</span>
      )}
    </>
  )
}

/** The one press, the way to the page where it is looked into, or whom it waits for. */
export function Act({ item, busy }: { item: WorkItem; busy: boolean }) {
  const { t } = useTranslation()
  const me = useMe()?.person?.id
  const approve = useChange(() => press(item), {
    refresh: [['work'], ['proposals'], ['order']],
    told: t(item.action === 'check' ? 'clearing.approved' : 'clearing.proposed'),
  })
  if (pressable(item)) {
    return (
      <Button h={44} fullWidth variant="outline" loading={approve.isPending} disabled={busy} onClick={() => approve.mutate()}>
        {t(item.action === 'check' ? 'clearing.confirm' : 'clearing.approve')}
      </Button>
    )
  }
  if (!item.yours) return <span className="quiet">{t(item.proposedBy === me ? 'clearing.waits' : 'clearing.others')}</span>
  return <Go item={item} />
}
