import { Button, Progress } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, readText } from '../api/client'
import styles from './books.module.css'
import { nextAfter } from './pieces'

const name = 'ledger.jsonl'

/** The whole log as a file, fetched piece by piece, that the program verifies without any database. */
export function Exporting() {
  const { t } = useTranslation()
  const [part, setPart] = useState<number>()
  const take = useChange(
    async () => {
      setPart(0)
      const { seq } = await read<{ seq: number }>('/api/v1/ledger/head')
      const pieces: string[] = []
      for (let from: number | undefined = 1; from !== undefined; ) {
        const piece: string = await readText('/api/v1/ledger/export', { query: { from } })
        pieces.push(piece)
        from = nextAfter(piece)
        if (from !== undefined) setPart(Math.min(1, (from - 1) / Math.max(1, seq)))
      }
      return new Blob(pieces, { type: 'application/jsonl' })
    },
    { told: t('books.export.taken'), done: save },
  )
  return (
    <>
      <p className={styles.words}>{t('books.export.words')}</p>
      <Button variant="outline" loading={take.isPending} onClick={() => take.mutate()}>
        {t('books.export.take')}
      </Button>
      {take.isPending && <Progress mt="md" value={(part ?? 0) * 100} aria-label={t('books.export.running')} />}
      <p className={styles.command}>
        {t('books.export.verify')} <code dir="ltr">fairground verify ledger --file {name}</code>
      </p>
    </>
  )
}

function save(file: Blob) {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has the file by then; until it is let go the browser keeps it in memory.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
