import { Button, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { Failed } from '../states/states'
import styles from './books.module.css'
import type { Verification } from './shapes'

const counts = ['blocks', 'entries', 'refusals', 'postings', 'orders', 'payouts'] as const

/** The whole ledger replayed by the server from its first block: every hash and every rule. It reads only. */
export function FullCheck() {
  const { t } = useTranslation()
  const check = useQuery({
    queryKey: ['ledger-verify'],
    queryFn: ({ signal }) => read<Verification>('/api/v1/ledger/verify', {}, signal),
    enabled: false,
    retry: false,
  })
  return (
    <>
      <p className={styles.words}>{t('books.check.words')}</p>
      <Button loading={check.isFetching} onClick={() => void check.refetch()}>
        {t('books.check.run')}
      </Button>
      {/* The server replays in one go and tells no parts. */}
      {check.isFetching && <Progress mt="md" value={100} animated aria-label={t('books.check.running')} />}
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
      <p className="quiet">
        {t('books.check.head')} <code dir="ltr">{found.head}</code>
      </p>
    </div>
  )
}
