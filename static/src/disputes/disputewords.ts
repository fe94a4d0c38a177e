import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { DisputeReason, List } from '../api/shapes'

/** The states of a dispute that has ended. */
export const over: string[] = ['SETTLED', 'EXECUTED', 'WITHDRAWN']

/** Who did something, in words. */
export function useSide() {
  const { t } = useTranslation()
  return (by: string) => t(`dispute.by.${by}`, { defaultValue: t('dispute.by.system') })
}

/** Kinds of proof as a list in words. */
export function useProofs() {
  const { t } = useTranslation()
  return (kinds: string[]) => kinds.map((kind) => t(`dispute.proof.${kind}`, { defaultValue: t('dispute.proof.other') })).join(t('list.separator'))
}

/** Why something can be contested, and what usually shows it. */
export function useReasons() {
  return useQuery({
    queryKey: ['dispute-reasons'],
    queryFn: ({ signal }) => read<List<DisputeReason>>('/api/v1/dispute-reasons', {}, signal),
    staleTime: Infinity,
  })
}
