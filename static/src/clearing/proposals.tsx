import { Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { Empty, Loaded } from '../states/states'
import type { WorkItem } from '../work/shapes'
import { useDetails } from './proposaldetails'
import { Proposed, useProposals } from './suspenseproposal'
import type { Proposal } from './suspenseshapes'
import styles from './clearing.module.css'

/** What exactly would be booked, by whom it was proposed, and the say of who looks at it. */
export function ProposalDialog({ id, item, close }: { id: string; item: WorkItem | undefined; close: () => void }) {
  const { t } = useTranslation()
  const proposals = useProposals()
  const found = proposals.data?.items.find((proposal) => proposal.id === id)
  return (
    <Modal opened onClose={close} size="lg" title={found ? t([`proposals.command.${found.action}`, 'proposals.command.other']) : t('proposals.title')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Loaded query={proposals} empty={{ when: () => !found, show: <Empty title={t('proposals.gone')}>{t('proposals.goneWords')}</Empty> }}>
        {() => found && <Exactly proposal={found} item={item} />}
      </Loaded>
    </Modal>
  )
}

function Exactly({ proposal, item }: { proposal: Proposal; item: WorkItem | undefined }) {
  const { t } = useTranslation()
  const details = useDetails()(proposal)
  const { order, milestone, payout, object, objectName, amount, evidence } = proposal
  return (
    <>
      <p>{t([`proposals.words.${proposal.action}`, 'proposals.words.other'])}</p>
      <dl className={styles.exactly}>
        {amount && (
          <Row term={t('clearing.amount')}>
            <Amount money={amount} strong />
          </Row>
        )}
        {order && (
          <Row term={t('clearing.order')}>
            <Link to="/orders/$order" params={{ order }}>
              <bdi>{item?.title || order}</bdi>
            </Link>
            {item?.title && <bdi className="quiet number"> {order}</bdi>}
          </Row>
        )}
        {milestone && <Row term={t('proposals.milestone')}>{item?.part ? <bdi>{item.part}</bdi> : <bdi className="number">{milestone}</bdi>}</Row>}
        {payout && <Row term={t('proposals.payout')}><bdi className="number">{payout}</bdi></Row>}
        {object && <Row term={t('proposals.object')}>{objectName ? <Words of={objectName} /> : <bdi className="number">{object}</bdi>}</Row>}
        {details.map(({ name, term, value }) => (
          <Row key={name} term={term}>
            <bdi>{value}</bdi>
          </Row>
        ))}
        {evidence && <Row term={t('proposals.evidence')}><bdi className="number">{evidence}</bdi></Row>}
      </dl>
      <Proposed proposal={proposal}>{t('proposals.exactly')}</Proposed>
      <details className={styles.command}>
        <summary>{t('proposals.command.raw')}</summary>
        <p className="number">
          <bdi>{proposal.action}</bdi> · <bdi>{proposal.id}</bdi>
        </p>
      </details>
    </>
  )
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
