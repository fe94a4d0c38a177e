import { Button, CopyButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { List } from '../api/shapes'
import { Empty, Loaded } from '../states/states'
import { dateName } from '../time/zones'
import styles from './books.module.css'
import type { Head } from './shapes'

const address = '/api/v1/ledger/heads'
const few = 8

/** The signed head of each day: whoever keeps one can prove for ever whether the past was rewritten. */
export function Heads() {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const heads = useQuery({ queryKey: ['heads'], queryFn: ({ signal }) => read<List<Head>>(address, {}, signal) })
  return (
    <>
      <p className={styles.words}>{t('books.heads.words')}</p>
      <Loaded query={heads} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('books.heads.none')}>{t('books.heads.noneWords')}</Empty> }}>
        {({ items }) => (
          <>
            <HeadTable heads={all ? items : items.slice(0, few)} />
            <div className={styles.row}>
              {items.length > few && (
                <Button variant="subtle" onClick={() => setAll(!all)} aria-expanded={all}>
                  {all ? t('books.heads.fewer') : t('books.heads.all', { number: items.length })}
                </Button>
              )}
              <Button component="a" variant="outline" href={address} download="ledger-heads.json">
                {t('books.heads.take')}
              </Button>
              <Button variant="subtle" renderRoot={(props) => <Link to="/verify" {...props} />}>
                {t('books.heads.verify')}
              </Button>
            </div>
          </>
        )}
      </Loaded>
    </>
  )
}

function HeadTable({ heads }: { heads: Head[] }) {
  const { t, i18n } = useTranslation()
  return (
    <div className={styles.scroll} role="region" aria-label={t('books.heads.title')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('books.heads.day')}</th>
            <th data-end>{t('books.heads.block')}</th>
            <th>{t('books.heads.hash')}</th>
            <th>{t('books.heads.key')}</th>
          </tr>
        </thead>
        <tbody>
          {heads.map(({ date, seq, hash, keyId, public: key }) => (
            <tr key={seq}>
              <th scope="row">{dateName(`${date}T00:00:00Z`, 'UTC', i18n.language)}</th>
              <td data-end className="number">
                {seq}
              </td>
              <td>
                <Copied value={hash} shown={`${hash.slice(0, 8)}…${hash.slice(-8)}`} label={t('books.heads.copyHash', { block: seq })} />
              </td>
              <td>
                <Copied value={key} shown={keyId} label={t('books.heads.copyKey', { key: keyId })} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Copied({ value, shown, label }: { value: string; shown: string; label: string }) {
  const { t } = useTranslation()
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <>
          <code dir="ltr" title={value}>
            {shown}
          </code>{' '}
          <Button size="compact-sm" mih={44} variant="subtle" onClick={copy} aria-label={label}>
            {t(copied ? 'action.copied' : 'action.copy')}
          </Button>
        </>
      )}
    </CopyButton>
  )
}
