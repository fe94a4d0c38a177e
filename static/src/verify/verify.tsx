import { Button, CloseButton, FileButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { readText } from '../api/client'
import { Page, Section } from '../app/page'
import { Failed } from '../states/states'
import { Findings } from './findings'
import { recognize, verifyAll, type Given, type Result } from './given'
import styles from './verify.module.css'

/** Anybody's own check of a statement or a receipt: this browser computes, and believes nobody. */
export function Verify() {
  const { t } = useTranslation()
  const [given, setGiven] = useState<Given[]>([])
  const add = (more: Given[]) => setGiven((all) => [...all.filter(({ id }) => !more.some((one) => one.id === id)), ...more])
  const heads = useChange(() => readText('/api/v1/ledger/heads'), { done: (source) => add([recognize(t('verify.published'), source)]) })
  const results = useQuery({
    queryKey: ['verified', given.map(({ id }) => id)],
    queryFn: () => verifyAll(given),
    enabled: given.length > 0 && Boolean(crypto.subtle),
    retry: false,
  })
  return (
    <Page title={t('verify.title')}>
      <p className={styles.lead}>{t('verify.lead')}</p>
      {!crypto.subtle && (
        <p className="live" role="alert">
          {t('verify.insecure')}
        </p>
      )}
      <Drop take={async (files) => add(await Promise.all(files.map(async (file) => recognize(file.name, await sourceOf(file)))))} />
      <div className={styles.beside}>
        <Button variant="outline" loading={heads.isPending} onClick={() => heads.mutate()}>
          {t('verify.heads')}
        </Button>
        <span className="quiet">{t('verify.headsWords')}</span>
      </div>
      {given.length > 0 && <GivenFiles given={given} drop={(id) => setGiven((all) => all.filter((one) => one.id !== id))} />}
      {results.isLoading && <p role="status">{t('verify.working')}</p>}
      {results.isError && <Failed failure={results.error} />}
      {results.data?.map((result) => (
        <Verified key={result.name} result={result} />
      ))}
      <p className={styles.offline}>
        {t('verify.offline')} <code dir="ltr">fairground verify statement ord_….statement.json --head heads.json</code>
      </p>
    </Page>
  )
}

/**
 * The text of a file. Bytes that are no UTF-8 become U+FFFD, which the reader of statements refuses or a hash finds, like
 * any other letter that was put in.
 */
const sourceOf = (file: File) => file.text()

function Drop({ take }: { take: (files: File[]) => Promise<void> }) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take([...event.dataTransfer.files])
  }
  return (
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
      <p>{t('verify.drop')}</p>
      <FileButton multiple accept="application/json,.json,.pem,.txt" onChange={(files) => void take(files)}>
        {(props) => <Button {...props}>{t('verify.choose')}</Button>}
      </FileButton>
    </div>
  )
}

function GivenFiles({ given, drop }: { given: Given[]; drop: (id: string) => void }) {
  const { t } = useTranslation()
  return (
    <ul className={styles.given} aria-label={t('verify.given')}>
      {given.map((one) => (
        <li key={one.id}>
          <span>
            <bdi>{one.name}</bdi>
            <span className={one.kind === 'unknown' ? 'live' : 'quiet'}> · {t(`verify.kind.${one.kind}`, { number: one.kind === 'heads' ? one.heads.length : 0 })}</span>
          </span>
          <CloseButton size={44} aria-label={t('verify.remove', { name: one.name })} onClick={() => drop(one.id)} />
        </li>
      ))}
    </ul>
  )
}

function Verified({ result: { name, findings, notice, about } }: { result: Result }) {
  const { t } = useTranslation()
  const title =
    about?.kind === 'statement'
      ? t('verify.about.statement', { order: about.order, state: t(`order.state.${about.state.toLowerCase()}`, { defaultValue: about.state }) })
      : about
        ? t('verify.about.receipt', { number: about.number })
        : name
  return (
    <Section title={<bdi>{title}</bdi>}>
      <h3 className="visually-hidden">{t('verify.found')}</h3>
      {notice && <p className="quiet">{t('verify.notice', { notice })}</p>}
      <Findings findings={findings} />
    </Section>
  )
}
