import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { List } from '../api/shapes'
import { Amount } from '../money/amount'
import { fromMinor, toMinor } from '../money/money'
import { Empty, Loaded } from '../states/states'
import { About } from './about'
import styles from './bank.module.css'
import { useDay } from './days'
import type { Finding } from './shapes'

/** What is open in the ledger beside what is open at the bank, and what of it may belong together. */
export function Findings() {
  const { t } = useTranslation()
  const findings = useQuery({
    queryKey: ['reconciliation'],
    queryFn: ({ signal }) => read<List<Finding>>('/api/v1/reconciliation', {}, signal),
    refetchInterval: 20_000,
  })
  return (
    <Loaded query={findings} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('bank.findings.none')}>{t('bank.findings.noneWords')}</Empty> }}>
      {({ items }) => (
        <ul className={styles.findings}>
          {items.map((finding) => (
            <FindingRow key={[finding.kind, ...finding.expected.map(({ order, payout }) => order ?? payout), ...finding.lines.map(({ line }) => line)].join()} finding={finding} />
          ))}
        </ul>
      )}
    </Loaded>
  )
}

/** How much more the bank has told than the ledger expects; nothing if one side is empty or the currencies are not one. */
export function difference({ expected, lines }: Pick<Finding, 'expected' | 'lines'>) {
  const amounts = [...expected, ...lines].map(({ amount }) => amount)
  const currency = amounts[0]?.currency
  if (!currency || expected.length === 0 || lines.length === 0 || amounts.some((amount) => amount.currency !== currency)) return undefined
  const total = (all: { amount: (typeof amounts)[number] }[]) => all.reduce((units, { amount }) => units + toMinor(amount), 0n)
  const units = total(lines) - total(expected)
  return units === 0n ? undefined : fromMinor(units, currency)
}

function FindingRow({ finding }: { finding: Finding }) {
  const { t } = useTranslation()
  const day = useDay()
  const differs = difference(finding)
  return (
    <li className={styles.finding} data-kind={finding.kind}>
      <section aria-label={t('bank.findings.ledger')}>
        <h4>{t('bank.findings.ledger')}</h4>
        {finding.expected.length === 0 && <p className="quiet">{t('bank.findings.nothing')}</p>}
        <ul>
          {finding.expected.map(({ order, payout, amount }) => (
            <li key={`${order}${payout}`}>
              <Amount money={amount} strong />
              <About order={order} payout={payout} />
            </li>
          ))}
        </ul>
      </section>
      <div className={styles.link}>
        <h3>{t(`bank.findings.kind.${finding.kind}`)}</h3>
        <p>{t(`bank.findings.reason.${finding.kind}`)}</p>
        {differs && (
          <p className="live">
            {t('bank.findings.differsBy')} <Amount money={differs} />
          </p>
        )}
      </div>
      <section aria-label={t('bank.findings.bank')}>
        <h4>{t('bank.findings.bank')}</h4>
        {finding.lines.length === 0 && <p className="quiet">{t('bank.findings.nothing')}</p>}
        <ul>
          {finding.lines.map(({ line, suspense, amount, endToEnd, reference, day: booked }) => (
            <li key={line}>
              <Amount money={amount} strong />
              <span className="quiet">{day(booked)}</span>
              <About suspense={suspense} />
              {(reference || endToEnd) && <bdi className={styles.small}>{[reference, endToEnd].filter(Boolean).join(' · ')}</bdi>}
            </li>
          ))}
        </ul>
      </section>
    </li>
  )
}
