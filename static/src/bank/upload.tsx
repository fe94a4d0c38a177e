import { Button, FileButton, Progress } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { upload } from '../api/client'
import { Problem } from '../api/problem'
import { useZone } from '../api/session'
import { useFailureWords } from '../states/states'
import { dayAndClock } from '../time/zones'
import styles from './bank.module.css'
import { useDay } from './days'
import { useDoubtWords } from './doubtwords'
import { Says } from './says'
import type { Imported, Particular } from './shapes'
import { doubtOf, StatementState } from './statementstate'

/** What the server takes at most; a larger file is not sent at all. */
const largest = 16 << 20
const changed = ['nostro', 'exceptions', 'reconciliation', 'bank-statements', 'bank-statement']

type Sent = { id: number; name: string; part: number; answer?: Imported; failure?: unknown }

/** Files of banks, taken as they are: dropped or chosen, one after the other, and what came of each. */
export function Upload() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [sent, setSent] = useState<Sent[]>([])
  const [over, setOver] = useState(false)
  const forget = useRef<() => void>(null)
  const tell = (id: number, news: Partial<Sent>) => setSent((all) => all.map((one) => (one.id === id ? { ...one, ...news } : one)))
  const send = async (files: File[]) => {
    const rows = files.map((file, index) => ({ file, id: sent.length + index }))
    setSent((all) => [...all, ...rows.map(({ file, id }) => ({ id, name: file.name, part: 0 }))])
    for (const { file, id } of rows) {
      try {
        if (file.size > largest) throw new Problem(413, 'statement_too_large', '', [], {})
        // A bank's file says itself what it is; its name and the browser's guess do not.
        const answer = await upload<Imported>('/api/v1/statements', { path: {}, file, type: 'application/octet-stream', progress: (part) => tell(id, { part }) })
        tell(id, { answer })
      } catch (failure) {
        tell(id, { failure })
      }
    }
    await Promise.all(changed.map((key) => queries.invalidateQueries({ queryKey: [key] })))
  }
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void send([...event.dataTransfer.files])
  }
  const busy = sent.some(({ answer, failure }) => !answer && !failure)
  return (
    <>
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
      >
        <p>{t('bank.upload.words')}</p>
        <FileButton
          multiple
          resetRef={forget}
          onChange={(files) => {
            void send(files)
            // The same file chosen again is sent again: whoever does so wants to know.
            forget.current?.()
          }}
        >
          {(props) => (
            <Button {...props} loading={busy}>
              {t('bank.upload.choose')}
            </Button>
          )}
        </FileButton>
      </div>
      <ol className={styles.sent} aria-live="polite">
        {[...sent].reverse().map((one) => (
          <SentFile key={one.id} sent={one} />
        ))}
      </ol>
    </>
  )
}

function SentFile({ sent: { name, part, answer, failure } }: { sent: Sent }) {
  const { t } = useTranslation()
  const words = useFailureWords()
  const { todo } = useDoubtWords()
  const coded = failure instanceof Problem
  return (
    <li data-refused={failure ? true : undefined}>
      <p>
        <bdi>{name}</bdi>
      </p>
      {!answer && !failure && <Progress value={part * 100} animated={part >= 1} aria-label={t('bank.upload.sending', { name })} />}
      {answer && <Taken answer={answer} />}
      {failure !== undefined && (
        <>
          <p className="live">{words(failure)}</p>
          {coded && (failure.code.startsWith('statement_') || failure.code.startsWith('amount_') || failure.code === 'currency_unknown') && <p>{todo(failure.code)}</p>}
          {coded && <Says says={failure.extras.says as Particular[] | undefined} words={failure.detail} />}
        </>
      )}
    </li>
  )
}

/** What came of a file in a word: it is known, nothing of it counts, others had told all of it, or it is booked. */
export function outcome({ known, lines, new: fresh, uncounted = 0 }: Imported): 'known' | 'kept' | 'nothingNew' | 'taken' {
  if (known) return 'known'
  if (lines > 0 && uncounted === lines) return 'kept'
  return lines > 0 && fresh === 0 ? 'nothingNew' : 'taken'
}

/** How much a file of its kind has said. */
function count({ format, answers, recalls, lines, known, new: fresh }: Imported, t: TFunction): string {
  switch (format) {
    case 'pain.002':
      return t('bank.upload.answers', { count: answers })
    case 'camt.056':
      return t('bank.upload.recalls', { count: recalls })
    default:
      return t('bank.upload.lines', { count: lines, fresh: known ? 0 : fresh })
  }
}

function Taken({ answer }: { answer: Imported }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const day = useDay()
  const { todo } = useDoubtWords()
  return (
    <>
      <p>
        <strong>{t(`bank.upload.outcome.${outcome(answer)}`, { when: dayAndClock(answer.received, zone, i18n.language) })}</strong>{' '}
        <span className="quiet">
          <bdi>{answer.version || answer.format}</bdi> ·{' '}
          {count(answer, t)}
        </span>
      </p>
      {outcome(answer) === 'kept' && answer.statements.length === 0 && <p>{todo('account_unknown')}</p>}
      <ul>
        {answer.statements.map((one) => (
          <li key={one.id}>
            <Link to="/bank/statements/$statement" params={{ statement: one.id }} className={styles.open}>
              {t('bank.proof.statement', { day: day(one.day) })} · <bdi>{one.number}</bdi>
            </Link>{' '}
            <StatementState statement={one} />
            {one.state !== 'taken' && <p>{todo(doubtOf(one))}</p>}
          </li>
        ))}
      </ul>
    </>
  )
}
