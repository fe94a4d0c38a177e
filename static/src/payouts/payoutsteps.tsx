import { useTranslation } from 'react-i18next'
import type { Payout } from '../api/shapes'
import styles from './payouts.module.css'

/** The way of a payout, in order. Only the last step is money that has arrived. */
export const way = ['requested', 'screened', 'approved', 'batched', 'submitted', 'accepted', 'settled']
/** Steps that are told only while the payout stands there: between them it stands for moments, or for the bank alone. */
const brief = ['screened', 'batched', 'accepted']
/** After it is handed over only the bank's line, or two people, say how it went. */
const lost = 'unknown'
/** The steps to where a payout ends that does not stay where it went. */
const failed: Record<string, string[]> = { rejected: ['requested', 'submitted', 'rejected'], returned: ['requested', 'submitted', 'settled', 'returned'], cancelled: ['requested', 'cancelled'] }

/** Which steps to draw, and how many of them lie behind. */
export function stepsOf(state: string): { steps: string[]; at: number } {
  const end = failed[state]
  if (end) return { steps: end, at: end.length - 1 }
  const here = state === lost ? 'submitted' : state
  const steps = way.filter((step) => step === here || !brief.includes(step)).map((step) => (state === lost && step === here ? lost : step))
  return { steps, at: steps.indexOf(state) }
}

/** Where a payout is on its way, as a row of stations with the one it has reached in words. */
export function PayoutSteps({ payout }: { payout: Payout }) {
  const { t } = useTranslation()
  const state = payout.state.toLowerCase()
  const { steps, at } = stepsOf(state)
  return (
    <ol className={styles.way} data-state={state}>
      {steps.map((step, index) => (
        <li key={step} data-done={index <= at || undefined} aria-current={index === at ? 'step' : undefined}>
          {t(`payout.state.${step}`)}
        </li>
      ))}
    </ol>
  )
}
