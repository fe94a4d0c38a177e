import { Button, Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useSyncExternalStore, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem, Unreachable } from '../api/problem'
import styles from './states.module.css'

/** What a refusal or a lost connection means, in the reader's words, chosen by the problem's stable code. */
export function useFailureWords(): (failure: unknown) => string {
  const { t } = useTranslation()
  return (failure) => {
    if (failure instanceof Unreachable) return t('problem.unreachable')
    if (failure instanceof Problem) return t([`problem.${failure.code}`, `problem.http_${failure.status}`, 'problem.unknown'])
    return t('problem.unknown')
  }
}

/** Shows what a query brought, or the state it is in. `empty` decides when there is nothing to show. */
export function Loaded<T>({
  query,
  empty,
  children,
}: {
  query: UseQueryResult<T>
  empty?: { when: (data: T) => boolean; show: ReactNode }
  children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) {
    if (empty?.when(query.data)) return empty.show
    return children(query.data)
  }
  if (query.isError) return <Failed failure={query.error} again={() => void query.refetch()} />
  return <Loading />
}

export function Loading() {
  const { t } = useTranslation()
  return (
    <div className={styles.loading} role="status" aria-label={t('state.loading')}>
      <Skeleton height={28} width="42%" />
      <Skeleton height={96} />
      <Skeleton height={96} />
    </div>
  )
}

export function Failed({ failure, again }: { failure: unknown; again?: () => void }) {
  const { t } = useTranslation()
  const words = useFailureWords()
  return (
    <div className={styles.state} role="alert">
      <ShutterDrawing />
      <p className={styles.title}>{words(failure)}</p>
      {again && (
        <Button variant="outline" onClick={again}>
          {t('state.again')}
        </Button>
      )}
    </div>
  )
}

/** Nothing here yet: says what will be here and offers the one next step. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <BenchDrawing />
      <p className={styles.title}>{title}</p>
      {children && <p className={styles.words}>{children}</p>}
      {action}
    </div>
  )
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      addEventListener('online', changed)
      addEventListener('offline', changed)
      return () => {
        removeEventListener('online', changed)
        removeEventListener('offline', changed)
      }
    },
    () => navigator.onLine,
  )
}

/** A strip under the header while there is no network; what was loaded stays readable. */
export function Offline() {
  const { t } = useTranslation()
  if (useOnline()) return null
  return (
    <p className={styles.offline} role="status">
      {t('state.offline')}
    </p>
  )
}

function BenchDrawing() {
  return (
    <svg width="140" height="72" viewBox="0 0 140 72" className={styles.drawing} aria-hidden="true">
      <path d="M4 66h132M32 66V46M108 66V46M24 46h92v-7H24zM30 39V24M110 39V24M24 24h92v-6H24z" />
      <path d="M122 66V12M114 12h16l-4-8h-8zM116 12v8h12v-8" />
    </svg>
  )
}

function ShutterDrawing() {
  return (
    <svg width="140" height="72" viewBox="0 0 140 72" className={styles.drawing} aria-hidden="true">
      <path d="M4 66h132M34 66V22h72v44M28 22c16 0 30-6 42-15 12 9 26 15 42 15M34 32h72M34 40h72M34 48h72M34 56h72" />
    </svg>
  )
}
