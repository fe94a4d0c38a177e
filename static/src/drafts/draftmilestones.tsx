import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useZone } from '../api/session'
import type { Milestone, Order } from '../api/shapes'
import { Amount } from '../money/amount'
import { sum, toMinor } from '../money/money'
import { dateName } from '../time/zones'
import styles from './draft.module.css'
import { changes, wanted, type Wanted } from './draftchanges'

/** The milestones proposed, and what of them differs from what the silent side knows: new beside old, never by colour alone. */
export function DraftMilestones({ milestones, was, order }: { milestones: Milestone[]; was?: Wanted[]; order: Order }) {
  const { t } = useTranslation()
  const gone = was?.slice(milestones.length) ?? []
  const before = was && sum(was.map(({ amount }) => amount), order.currency)
  return (
    <>
      {was && <p className="quiet">{t(changed(milestones, was) ? 'draft.changed' : 'draft.unchanged')}</p>}
      <ol className={styles.wanted}>
        {milestones.map((milestone, index) => (
          <One key={milestone.id} now={wanted(milestone)} was={was?.[index]} compared={Boolean(was)} />
        ))}
        {gone.map((one, index) => (
          <li key={index} data-gone>
            <h3>
              <del>
                <bdi>{one.title || t('draft.part', { number: milestones.length + index + 1 })}</bdi>
              </del>{' '}
              <span className={styles.mark}>{t('draft.gone')}</span>
            </h3>
            <del>
              <Amount money={one.amount} />
            </del>
          </li>
        ))}
      </ol>
      <p className={styles.total}>
        <span>{t('order.total')}</span>
        <span>
          {before && toMinor(before) !== toMinor(order.total) && (
            <del>
              <Amount money={before} />
            </del>
          )}{' '}
          <Amount money={order.total} strong />
        </span>
      </p>
    </>
  )
}

const changed = (milestones: Milestone[], was: Wanted[]) => milestones.length !== was.length || milestones.some((one, index) => changes(wanted(one), was[index]).length > 0)

function One({ now, was, compared }: { now: Wanted; was?: Wanted; compared: boolean }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const what = compared ? changes(now, was) : []
  const fresh = what.includes('new')
  const day = (at: string | undefined) => (at ? t('order.due', { day: dateName(at, zone, i18n.language) }) : t('draft.noDue'))
  const inspection = (one: Wanted) => t(one.silenceAccepts ? 'draft.inspectSilence' : 'draft.inspect', { count: one.inspectionDays || 7 })
  const pieces = (one: Wanted) => (one.quantity && one.quantity > 1 ? t('milestone.pieces', { number: one.quantity }) : t('draft.onePiece'))
  return (
    <li data-new={fresh || undefined} data-changed={(what.length > 0 && !fresh) || undefined}>
      <div>
        <h3>
          {what.includes('title') && was && (
            <>
              <del>
                <bdi>{was.title}</bdi>
              </del>{' '}
            </>
          )}
          <bdi>{now.title}</bdi> {fresh && <span className={styles.mark}>{t('draft.new')}</span>}
        </h3>
        <p>
          <Changed differs={what.includes('due')} was={day(was?.due)} now={day(now.due)} />
          {' · '}
          <Changed differs={what.includes('inspectionDays') || what.includes('silenceAccepts')} was={was && inspection(was)} now={inspection(now)} />
          {(what.includes('quantity') || (now.quantity ?? 0) > 1) && (
            <>
              {' · '}
              <Changed differs={what.includes('quantity')} was={was && pieces(was)} now={pieces(now)} />
            </>
          )}
        </p>
      </div>
      <span className={styles.amount}>
        <Changed differs={what.includes('amount')} was={was && <Amount money={was.amount} />} now={<Amount money={now.amount} strong />} />
      </span>
    </li>
  )
}

function Changed({ differs, was, now }: { differs: boolean; was: ReactNode; now: ReactNode }) {
  if (!differs) return <span>{now}</span>
  return (
    <>
      <del>{was}</del> <ins>{now}</ins>
    </>
  )
}
