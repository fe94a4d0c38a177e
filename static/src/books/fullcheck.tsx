import { Button, Loader } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { Failed } from '../states/states'
import styles from './books.module.css'
import type { Verification } from './shapes'

const proves = ['chain', 'zero', 'orders', 'rules'] as const
const counts = ['blocks', 'entries', 'refusals', 'postings', 'orders', 'payouts'] as const

const queryKey = ['ledger-verify']

/** The whole ledger replayed by the server from its first block: every hash and every rule. It reads only. */
export function FullCheck() {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  // Who leaves the page waits no longer, and neither does the request.
  const check = useQuery({
    queryKey,
    queryFn: ({ signal }) => read<Verification>('/api/v1/ledger/verify', {}, signal),
    enabled: false,
    retry: false,
  })
  const head = useQuery({
    queryKey: ['books', 'head'],
    queryFn: ({ signal }) => read<{ seq: number }>('/api/v1/ledger/head', {}, signal),
    enabled: check.isFetching,
  })
  return (
    <>
      <p className={styles.words}>{t('books.check.words')}</p>
      {check.isFetching ? (
        <div className={styles.checking} role="status">
          <p>{t('books.check.running', { blocks: head.data ? head.data.seq.toLocaleString(i18n.language) : '…' })}</p>
          {/* The server tells no parts, so nothing here pretends to. */}
          <Loader type="dots" color="celadon" aria-hidden="true" />
          <Button variant="outline" onClick={() => void queries.cancelQueries({ queryKey })}>
            {t('books.check.stop')}
          </Button>
        </div>
      ) : (
        <Button onClick={() => void check.refetch()}>{t('books.check.run')}</Button>
      )}
      <div role="status">
        {check.isError && !check.isFetching && <Failed failure={check.error} />}
        {check.data && !check.isFetching && <Found found={check.data} />}
      </div>
    </>
  )
}

function Found({ found }: { found: Verification }) {
  const { t, i18n } = useTranslation()
  return (
    <div className={styles.found} data-ok={found.ok}>
      <p className={styles.verdict}>
        <span aria-hidden="true">{found.ok ? '✓' : '✗'}</span> {t(found.ok ? 'books.check.ok' : 'books.check.broken', { block: found.blocks })}
      </p>
      {found.fault && (
        <p>
          <bdi lang="en">{found.fault}</bdi>
        </p>
      )}
      <dl className={styles.counts}>
        {counts.map((name) => (
          <div key={name}>
            <dt>{t(`books.check.${name}`)}</dt>
            <dd className="number">{found[name].toLocaleString(i18n.language)}</dd>
          </div>
        ))}
      </dl>
      {found.ok && (
        <details>
          <summary>{t('books.check.means')}</summary>
          <ul>
            {proves.map((proof) => (
              <li key={proof}>{t(`books.check.proves.${proof}`)}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="quiet">
        {t('books.check.head')} <code dir="ltr">{found.head}</code>
      </p>
    </div>
  )
}
