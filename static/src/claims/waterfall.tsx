import { useTranslation } from 'react-i18next'
import type { Money } from '../api/shapes'
import { Amount } from '../money/amount'
import { toMinor } from '../money/money'
import styles from './claims.module.css'
import type { Clawback } from './shapes'

/** The order in which a bank's claim is met: each step gives what it has, the next one the rest. */
export const steps = ['escrow', 'reserve', 'seller', 'sellerDebt', 'buyer', 'buyerDebt'] as const
/** Steps that most claims never reach are told only where they gave something. */
const rare: string[] = ['buyer', 'buyerDebt']

/** Where each step of a claim begins and ends, in parts of the whole, 0 to 1. */
export function cascade(amount: Money, taken: Clawback): { step: (typeof steps)[number]; money: Money; from: number; part: number }[] {
  const whole = Number(toMinor(amount)) || 1
  let reached = 0n
  return steps.flatMap((step) => {
    const money = taken[step]
    const minor = toMinor(money)
    const from = Number(reached) / whole
    reached += minor
    return minor > 0n || !rare.includes(step) ? [{ step, money, from, part: Number(minor) / whole }] : []
  })
}

/** A claim as a fall of steps: how much escrow gave, then the reserve, then what was available, and what became a debt. */
export function Waterfall({ amount, taken }: { amount: Money; taken: Clawback }) {
  const { t } = useTranslation()
  return (
    <dl className={styles.fall} aria-label={t('claim.waterfall')}>
      <div className={styles.step}>
        <dt>{t('claim.whole')}</dt>
        <dd>
          <Amount money={amount} strong />
        </dd>
        <dd className={styles.course} aria-hidden="true">
          <span className={styles.whole} style={{ inlineSize: '100%' }} />
        </dd>
      </div>
      {cascade(amount, taken).map(({ step, money, from, part }) => (
        <div key={step} className={styles.step} data-none={part === 0 || undefined}>
          <dt>{t(`claim.step.${step}`)}</dt>
          <dd>{part === 0 ? <span className="quiet">{t('claim.nothing')}</span> : <Amount money={money} strong />}</dd>
          <dd className={styles.course} aria-hidden="true">
            {part > 0 && <span className={styles[step]} style={{ marginInlineStart: `${from * 100}%`, inlineSize: `${part * 100}%` }} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}
