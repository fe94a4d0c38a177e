import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../api/session'
import { Page, Section } from '../app/page'
import { Brake } from '../guards/brake'
import { Sandbox } from '../money/sandbox'
import { Exporting } from './exporting'
import { Flows } from './flows'
import { FullCheck } from './fullcheck'
import { Heads } from './heads'
import { Periods } from './periods'
import { TaxRules } from './taxrules'
import { Trial } from './trial'

/** The books: what lies in escrow and what left it, that all of it sums to zero, and what makes others able to check. */
export function Books() {
  const { t } = useTranslation()
  const me = useMe()
  // Compliance sees the flows and the tables; the accounts are for those who clear and audit.
  const audits = holds(me, 'clearing_maker', 'clearing_checker', 'auditor')
  return (
    <Page title={t('nav.books')} above={t('books.above')} wide>
      <Sandbox />
      <Brake />
      <Section title={t('books.flows.title')}>
        <Flows />
      </Section>
      {audits && (
        <>
          <Section title={t('books.trial.title')}>
            <Trial />
          </Section>
          <Section title={t('books.periods.title')}>
            <Periods />
          </Section>
        </>
      )}
      <Section title={t('books.tax.title')}>
        <TaxRules />
      </Section>
      <Section title={t('books.heads.title')}>
        <Heads />
      </Section>
      {audits && (
        <>
          <Section title={t('books.check.title')}>
            <FullCheck />
          </Section>
          <Section title={t('books.export.title')}>
            <Exporting />
          </Section>
        </>
      )}
    </Page>
  )
}
