import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../api/session'
import { Page, Section } from '../app/page'
import { Brake } from '../guards/brake'
import { Sandbox } from '../money/sandbox'
import { Doubts } from './doubts'
import { Proofs } from './proof'
import { Rails } from './rails'
import { Findings } from './reconciliation'
import { Statements } from './statements'
import { Upload } from './upload'

/** The bank desk: that the ledger has what the bank says, what of it waits for people, and what the bank has written. */
export function Bank() {
  const { t } = useTranslation()
  const acts = holds(useMe(), 'clearing_maker', 'clearing_checker')
  return (
    <Page title={t('nav.bank')} above={t('bank.above')} wide>
      <Sandbox />
      <Brake />
      <Section title={t('bank.proof.title')}>
        <Proofs />
      </Section>
      <Section title={t('bank.doubts.title')}>
        <Doubts acts={acts} />
      </Section>
      <Section title={t('bank.findings.title')}>
        <p className="quiet">{t('bank.findings.words')}</p>
        <Findings />
      </Section>
      {acts && (
        <Section title={t('bank.upload.title')}>
          <Upload />
        </Section>
      )}
      <Section title={t('bank.statements.title')}>
        <Statements />
      </Section>
      <Section title={t('bank.rails.title')}>
        <Rails />
      </Section>
    </Page>
  )
}
