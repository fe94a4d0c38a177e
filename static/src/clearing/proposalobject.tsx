import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { Claim } from '../claims/shapes'
import { Mark } from './mark'
import { Payer } from './suspensesum'
import type { Suspense } from './suspenseshapes'

/** What a proposal is about besides an order, told by what the ledger knows of it; of most things that is no more than an id. */
export function ProposalObject({ id }: { id: string }) {
  if (id.startsWith('sus_')) return <Lying id={id} />
  if (id.startsWith('clm_')) return <CalledBack id={id} />
  return <Mark id={id} />
}

/** Whose money it is that lies in suspense, and what he wrote, as the bank tells it. */
function Lying({ id }: { id: string }) {
  const sum = useQuery({ queryKey: ['suspense', id], queryFn: ({ signal }) => read<Suspense>('/api/v1/suspense/{id}', { path: { id } }, signal), retry: false }).data
  if (!sum) return <Mark id={id} />
  return (
    <>
      <Payer sum={sum} />
      {sum.sender?.reference && (
        <q className="quiet">
          <bdi>{sum.sender.reference}</bdi>
        </q>
      )}
    </>
  )
}

/** Of what kind a bank’s claim is; how much it has called back stands above. */
function CalledBack({ id }: { id: string }) {
  const { t } = useTranslation()
  const claim = useQuery({ queryKey: ['claims', id], queryFn: ({ signal }) => read<Claim>('/api/v1/claims/{id}', { path: { id } }, signal), retry: false }).data
  if (!claim) return <Mark id={id} />
  return <Link to="/clearing/claims">{t(`claim.kind.${claim.kind}`)}</Link>
}
