import { useTranslation } from 'react-i18next'

/** What comes of these by a step two people take: a loss is booked, a claim opened, an unknown payout decided. */
export const byTwo = ['line_unknown', 'line_refused', 'amount_differs', 'paid_twice', 'receipt_reversed', 'answer_refused']

/**
 * What is doubtful, and what people do about it, in the reader's words. A file or a statement that was not believed is
 * named as whoever uploads one is told.
 */
export function useDoubtWords() {
  const { t } = useTranslation()
  return {
    title: (kind: string) => t([`bank.kind.${kind}`, `problem.${kind}`, 'bank.kind.other']),
    todo: (kind: string) => t([`bank.todo.${kind}`, 'bank.todo.other']),
  }
}
