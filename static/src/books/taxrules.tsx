import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { holds, useMe } from '../api/session'
import type { List } from '../api/shapes'
import { Proposed, useProposals } from '../clearing/suspenseproposal'
import { countryName } from '../i18n/words'
import { Empty, Loaded } from '../states/states'
import { dateName } from '../time/zones'
import styles from './books.module.css'
import { detail } from './detail'
import type { Proposal, TaxRule } from './shapes'
import { TaxForm } from './taxform'

/** The taxes withheld from sellers; a maker proposes a row, a checker confirms it. Rows are never changed, only followed. */
export function TaxRules() {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const rules = useQuery({
    queryKey: ['books', 'tax-rules'],
    queryFn: ({ signal }) => read<List<TaxRule>>('/api/v1/tax-rules', {}, signal),
  })
  const waiting = useProposals().data?.items.filter(({ action }) => action === 'tax.rules') ?? []
  return (
    <>
      <p className={styles.words}>{t('books.tax.words')}</p>
      {waiting.map((one) => (
        <Proposed key={one.id} proposal={one}>
          <Told rule={proposed(one)} />
        </Proposed>
      ))}
      <Loaded query={rules} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('books.tax.none')}>{t('books.tax.noneWords')}</Empty> }}>
        {({ items }) => <Rules rules={items} />}
      </Loaded>
      {holds(useMe(), 'clearing_maker') && (
        <Button mt="sm" variant="outline" onClick={() => setAdding(true)}>
          {t('books.tax.propose')}
        </Button>
      )}
      {adding && <TaxForm close={() => setAdding(false)} />}
    </>
  )
}

/** The row that a proposal would add; the command counts rates in basis points and days in milliseconds. */
function proposed(proposal: Proposal): TaxRule {
  const word = (name: string) => detail(proposal, name).text ?? ''
  return {
    jurisdiction: word('juris'),
    income: word('income') as TaxRule['income'],
    kind: word('kind') as TaxRule['kind'],
    certificate: word('cert'),
    from: new Date(detail(proposal, 'from').number ?? 0).toISOString(),
    rateBasisPoints: detail(proposal, 'rate').number ?? 0,
  }
}

function useRuleWords() {
  const { t, i18n } = useTranslation()
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 2 })
  return (rule: TaxRule) => ({
    country: countryName(rule.jurisdiction, i18n.language),
    income: t(`books.tax.income.${rule.income}`),
    kind: t(`books.tax.kind.${rule.kind}`),
    from: dateName(rule.from, 'UTC', i18n.language),
    rate: percent.format(rule.rateBasisPoints / 10_000),
  })
}

function Told({ rule }: { rule: TaxRule }) {
  const { t } = useTranslation()
  return (
    <>
      {t('books.tax.row', useRuleWords()(rule))} <bdi className="quiet">{rule.certificate}</bdi>
    </>
  )
}

function Rules({ rules }: { rules: TaxRule[] }) {
  const { t } = useTranslation()
  const words = useRuleWords()
  return (
    <div className={styles.scroll} role="region" aria-label={t('books.tax.title')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('books.tax.jurisdiction')}</th>
            <th>{t('books.tax.incomeHead')}</th>
            <th>{t('books.tax.kindHead')}</th>
            <th>{t('books.tax.from')}</th>
            <th data-end>{t('books.tax.rate')}</th>
            <th>{t('books.tax.certificate')}</th>
            <th>{t('books.tax.state')}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => {
            const told = words(rule)
            return (
              <tr key={[rule.jurisdiction, rule.income, rule.kind, rule.from].join()}>
                <th scope="row">
                  {told.country} <code className="quiet">{rule.jurisdiction}</code>
                </th>
                <td>{told.income}</td>
                <td>{told.kind}</td>
                <td>{told.from}</td>
                <td data-end>
                  <bdi className="number">{told.rate}</bdi>
                </td>
                <td>
                  <bdi>{rule.certificate}</bdi>
                </td>
                <td>{t(rule.inForce ? 'books.tax.inForce' : Date.parse(rule.from) > Date.now() ? 'books.tax.later' : 'books.tax.past')}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
