import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import styles from './guards.module.css'
import type { Screening } from './shapes'

/** What parties are compared with; everybody who is signed in may know. */
export function useScreening(enabled: boolean) {
  return useQuery({ queryKey: ['screening'], queryFn: ({ signal }) => read<Screening>('/api/v1/screening', {}, signal), staleTime: 60_000, enabled })
}

/** Stands wherever an answer says that parties are compared with no list, or that nobody is paid because the lists cannot be read. */
export function Unscreened({ notice }: { notice: string | undefined }) {
  const { t } = useTranslation()
  const screening = useScreening(Boolean(notice))
  if (!notice) return null
  return <p className={styles.unscreened}>{t(screening.data?.readable === false ? 'order.unreadable' : 'order.unscreened')}</p>
}
