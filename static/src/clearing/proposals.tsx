import { Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { Empty, Loaded } from '../states/states'
import type { WorkItem } from '../work/shapes'
import { Mark } from './mark'
import { useDetails } from './proposaldetails'
import { ProposalObject } from './proposalobject'
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
  const title = proposal.title || item?.title
  // All of what lies in suspense goes one way, so the command names no amount.
  const sum = proposal.amount ?? item?.amount
  const { order, milestone, payout, object, objectName, evidence } = proposal
  return (
    <>
      <p>{t([`proposals.words.${proposal.action}`, 'proposals.words.other'])}</p>
      <dl className={styles.exactly}>
        {sum && (
          <Row term={t('clearing.amount')}>
            <Amount money={sum} strong />
          </Row>
        )}
        {order && (
          <Row term={t('clearing.order')}>
            <Link to="/orders/$order" params={{ order }}>
              <bdi>{title || order}</bdi>
            </Link>
            {title && <bdi className="quiet number">{order}</bdi>}
          </Row>
        )}
        {milestone && <Row term={t('proposals.milestone')}><bdi>{proposal.part || item?.part || milestone}</bdi></Row>}
        {payout && <Row term={t('proposals.payout')}><Mark id={payout} /></Row>}
        {object && <Row term={t(object.startsWith('sus_') ? 'suspense.from' : 'proposals.object')}>{objectName ? <Words of={objectName} /> : <ProposalObject id={object} />}</Row>}
        {details.map(({ name, term, value }) => (
          <Row key={name} term={term}>
            <bdi>{value}</bdi>
          </Row>
        ))}
        {evidence && <Row term={t('proposals.evidence')}><bdi className="number">{evidence}</bdi></Row>}
      </dl>
      <Proposed alone proposal={proposal}>{t('proposals.exactly')}</Proposed>
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
