import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Money } from '../api/shapes'
import { CheckIcon } from '../icons/icons'
import { Amount } from '../money/amount'
import { fromMinor, toMinor } from '../money/money'
import { useFailureWords } from '../states/states'
import { keyOf } from '../work/usework'
import type { WorkItem } from '../work/shapes'
import type { Run } from './bulk'
import { Mark } from './mark'
import styles from './clearing.module.css'

/** What the chosen lines come to, for each currency. */
export function sums(items: WorkItem[]): Money[] {
  const totals = new Map<string, bigint>()
  for (const { amount } of items) if (amount) totals.set(amount.currency, (totals.get(amount.currency) ?? 0n) + toMinor(amount))
  return [...totals].map(([currency, minor]) => fromMinor(minor, currency))
}

/** The chosen lines: how many, what they come to, and the one press for all of them. */
export function Chosen({ items, alike, all, clear, act }: { items: WorkItem[]; alike: number; all: () => void; clear: () => void; act: () => void }) {
  const { t } = useTranslation()
  const [first] = items
  if (!first) return null
  return (
    <div className={styles.bulk} role="region" aria-label={t('clearing.bulk')}>
      <p className={styles.bulkWords}>
        <strong>{t('clearing.chosen', { count: items.length })}</strong> <span className="quiet">{t(`work.kind.${first.kind}`)}</span>{' '}
        {sums(items).map((money) => (
          <Amount key={money.currency} money={money} strong />
        ))}
      </p>
      {items.length < alike && (
        <Button variant="outline" onClick={all}>
          {t('clearing.allAlike', { count: alike })}
        </Button>
      )}
      <Button variant="subtle" onClick={clear}>
        {t('clearing.none')}
      </Button>
      <Button onClick={act}>{t(first.action === 'check' ? 'clearing.confirmAll' : 'clearing.approveAll', { count: items.length })}</Button>
    </div>
  )
}

/** How far it has come, line by line, while it works and until it is put away. */
export function Progressing({ run, stop, go, close }: { run: Run; stop: () => void; go: () => void; close: () => void }) {
  const { t } = useTranslation()
  const words = useFailureWords()
  const count = (state: string) => run.lines.filter(({ fate }) => fate.state === state).length
  const [done, refused, waiting] = [count('done'), count('refused'), count('waiting')]
  const told = t('clearing.progress', { done: done + refused, of: run.lines.length })
  return (
    <section className={styles.run} aria-label={t('clearing.bulk')}>
      <header>
        <p role="status">
          <strong>{told}</strong> {!run.running && <span className="quiet">{t('clearing.outcome', { done, refused, waiting })}</span>}
        </p>
        {run.running && <Button variant="outline" onClick={stop}>{t('clearing.stop')}</Button>}
        {!run.running && waiting > 0 && <Button onClick={go}>{t('clearing.goOn', { count: waiting })}</Button>}
        {!run.running && <Button variant="outline" onClick={close}>{t('clearing.putAway')}</Button>}
      </header>
      <div className={styles.meter} role="progressbar" aria-label={t('clearing.bulk')} aria-valuenow={done + refused} aria-valuemin={0} aria-valuemax={run.lines.length} aria-valuetext={told}>
        <span style={{ inlineSize: `${(100 * (done + refused)) / run.lines.length}%` }} />
      </div>
      <ol>
        {run.lines.map(({ item, words: name, fate }) => (
          <li key={keyOf(item)} data-fate={fate.state}>
            <span>
              <bdi>{name || t(`work.kind.${item.kind}`)}</bdi> {item.order ? <bdi className="quiet number">{item.order}</bdi> : item.payout && <Mark id={item.payout} />}
            </span>
            {item.amount && <Amount money={item.amount} />}
            <strong>
              {fate.state === 'done' && <CheckIcon size={16} />}
              {fate.state === 'refused' ? words(fate.why) : t(`clearing.fate.${fate.state}`)}
            </strong>
          </li>
        ))}
      </ol>
    </section>
  )
}
