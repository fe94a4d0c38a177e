import { useTranslation } from 'react-i18next'
import { useDoubtWords } from '../bank/doubtwords'
import type { WorkItem } from '../work/shapes'
import { useDetails } from './proposaldetails'
import { useProposals } from './suspenseproposal'

/** Of which sort an item is, where its kind alone says too little: two proposals of one command differ in what they say. */
export function useSort() {
  const { t } = useTranslation()
  const doubt = useDoubtWords()
  const details = useDetails()
  const proposals = useProposals()
  return ({ kind, code, part, proposal }: WorkItem): string => {
    // Who confirms has to know what: beside each other stand proposals to give money to an order and to send it back.
    const found = proposals.data?.items.find(({ id }) => id === proposal)
    const action = found?.action ?? (kind === 'proposal' ? code : undefined)
    if (action) return [t([`proposals.command.${action}`, 'proposals.command.other']), ...(found ? details(found).map(({ value }) => value) : []), ...(part ? [part] : [])].join(' · ')
    if (!code) return part ?? ''
    if (kind === 'exception') return doubt.title(code)
    // Whether an order was named at all stands on the page of the money.
    if (kind === 'suspense') return t(code === 'order_unknown' ? 'suspense.why.no_order' : [`suspense.why.${code}`, `problem.${code}`])
    return code
  }
}
