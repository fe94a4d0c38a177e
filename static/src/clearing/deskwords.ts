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
  return ({ kind, code, part, title, proposal }: WorkItem): string => {
    if (!code) return part || title || ''
    if (kind === 'proposal') {
      const found = proposals.data?.items.find(({ id }) => id === proposal)
      return [t([`proposals.command.${code}`, 'proposals.command.other']), ...(found ? details(found).map(({ value }) => value) : [])].join(' · ')
    }
    if (kind === 'exception') return doubt.title(code)
    if (kind === 'suspense') return t([`suspense.why.${code}`, `problem.${code}`])
    return code
  }
}
