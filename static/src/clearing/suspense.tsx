import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { List } from '../api/shapes'
import { Page, Section } from '../app/page'
import { Brake } from '../guards/brake'
import { Amount } from '../money/amount'
import { sum } from '../money/money'
import { Sandbox } from '../money/sandbox'
import { Empty, Loaded } from '../states/states'
import styles from './suspense.module.css'
import { Ended } from './suspenseended'
import type { Suspense as Lying } from './suspenseshapes'
import { Sum } from './suspensesum'

/** Money that came in and is nobody's yet: whose it may be, back to whom it may go, and what became of the rest. */
export function Suspense() {
  const { t } = useTranslation()
  const lying = useQuery({
    queryKey: ['suspense', 'LYING'],
    queryFn: ({ signal }) => read<List<Lying>>('/api/v1/suspense', {}, signal),
    refetchInterval: 15_000,
  })
  return (
    <Page title={t('nav.suspense')} above={t('suspense.above')} wide>
      <Sandbox />
      <Brake />
      <Loaded query={lying} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('suspense.empty')}>{t('suspense.emptyWords')}</Empty> }}>
        {({ items }) => (
          <>
            <Totals sums={items} />
            <ul className={styles.sums}>
              {items.map((one) => (
                <Sum key={one.id} sum={one} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
      <Section title={t('suspense.ended')}>
        <Ended />
      </Section>
    </Page>
  )
}

/** How much lies here, for each currency. */
function Totals({ sums }: { sums: Lying[] }) {
  const { t } = useTranslation()
  const currencies = [...new Set(sums.map(({ amount }) => amount.currency))].sort()
  return (
    <dl className={styles.totals} aria-label={t('suspense.totals')}>
      {currencies.map((currency) => {
        const of = sums.map(({ amount }) => amount).filter((amount) => amount.currency === currency)
        return (
          <div key={currency}>
            <dt>{t('suspense.count', { count: of.length })}</dt>
            <dd>
              <Amount money={sum(of, currency)} strong />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
