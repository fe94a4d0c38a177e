import { Button, FileButton, Progress } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { upload } from '../api/client'
import { Problem } from '../api/problem'
import { useMe } from '../api/session'
import { Page, Section } from '../app/page'
import { Loading, useFailureWords } from '../states/states'
import { accepted, exports, imports, largest, template, typeOf, type ExportKind, type Fault, type ImportKind, type Report } from './importing'
import styles from './imports.module.css'

/** Tables in, judged before anything is taken; tables out. */
export function Imports() {
  const { t } = useTranslation()
  const exhibition = useMe()?.exhibition
  // A file that is chosen before the exhibition is known would go nowhere.
  if (!exhibition) return <Loading />
  return (
    <Page title={t('nav.imports')} above={t('imports.above')}>
      <Section title={t('imports.in')}>
        <div className={styles.imports}>
          {(Object.keys(imports) as ImportKind[]).map((kind) => (
            <Import key={kind} kind={kind} exhibition={exhibition} />
          ))}
        </div>
      </Section>
      <Section title={t('imports.out')}>
        <Exports exhibition={exhibition} />
      </Section>
    </Page>
  )
}

const importPaths = { buyers: '/api/v1/exhibitions/{id}/imports/buyers', wishes: '/api/v1/exhibitions/{id}/imports/wishes' } as const

/** Refusals of the whole file are told below its button. */
const aboutTheFile = (failure: unknown) => failure instanceof Problem && (failure.code.startsWith('sheet_') || failure.code === 'media_type' || failure.code === 'too_large')

function Import({ kind, exhibition }: { kind: ImportKind; exhibition: string }) {
  const { t } = useTranslation()
  const failureWords = useFailureWords()
  const queries = useQueryClient()
  const [file, setFile] = useState<File>()
  const [part, setPart] = useState(0)
  const send = useChange(
    async ({ chosen, dryRun }: { chosen: File; dryRun: boolean }) => {
      setPart(0)
      const type = typeOf(chosen.name)
      if (!type) throw new Problem(415, 'sheet_format', '', [], {})
      if (chosen.size > largest) throw new Problem(413, 'sheet_too_large', '', [], {})
      return upload<Report>(importPaths[kind], { path: { id: exhibition }, query: { dryRun: String(dryRun) }, file: chosen, type, progress: setPart })
    },
    {
      done: () => void queries.invalidateQueries(),
      handles: ['sheet_format', 'sheet_too_large', 'sheet_unreadable', 'sheet_no_header', 'sheet_quotes', 'sheet_cell_too_long', 'sheet_too_many_rows', 'sheet_too_many_columns', 'sheet_stray_cell', 'sheet_encoding', 'media_type', 'too_large'],
    },
  )
  const report = send.data
  const dry = send.variables?.dryRun ?? true
  const clean = report && report.errors.length === 0
  return (
    <section className={styles.import} aria-label={t(`imports.kind.${kind}`)}>
      <h3>{t(`imports.kind.${kind}`)}</h3>
      <p className="quiet">{t(`imports.words.${kind}`)}</p>
      <p className={styles.columns}>
        <code dir="ltr">{imports[kind].columns.join(', ')}</code>
      </p>
      <div className={styles.acts}>
        <FileButton
          accept={accepted}
          onChange={(chosen) => {
            if (!chosen) return
            setFile(chosen)
            send.mutate({ chosen, dryRun: true })
          }}
        >
          {(props) => (
            <Button {...props} variant={clean && dry ? 'outline' : 'filled'} loading={send.isPending && dry}>
              {t(report ? 'imports.chooseAgain' : 'imports.choose')}
            </Button>
          )}
        </FileButton>
        <Button variant="subtle" renderRoot={(props) => <a href={template(kind)} download={`${kind}.csv`} {...props} />}>
          {t('imports.template')}
        </Button>
      </div>
      {send.isPending && <Progress value={part * 100} animated={part >= 1} aria-label={t('imports.sending')} />}
      {aboutTheFile(send.error) && (
        <p className="live" role="alert">
          {failureWords(send.error)}
        </p>
      )}
      {report && !send.isPending && (
        <div role="status" className={styles.report}>
          <p className={clean ? styles.clean : 'live'}>
            {file && <bdi className={styles.file}>{file.name}</bdi>}{' '}
            {clean ? t(dry ? 'imports.ready' : 'imports.done', { count: dry ? report.ready : report.imported }) : t('imports.wrong', { count: report.errors.length + (report.more ?? 0), rows: report.rows })}
          </p>
          {clean && dry && report.rows > 0 && file && (
            <Button onClick={() => send.mutate({ chosen: file, dryRun: false })}>{t('imports.take', { count: report.ready })}</Button>
          )}
          {!clean && <Faults faults={report.errors} more={report.more ?? 0} />}
        </div>
      )}
    </section>
  )
}

/** The wrong places by row, in words of ours where we know the code. */
function Faults({ faults, more }: { faults: Fault[]; more: number }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(50)
  return (
    <>
      <table className={styles.faults}>
        <thead>
          <tr>
            <th scope="col">{t('imports.row')}</th>
            <th scope="col">{t('imports.column')}</th>
            <th scope="col">{t('imports.fault')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.slice(0, shown).map(({ row, column, code, message }, index) => (
            <tr key={index}>
              <td className="number">{row}</td>
              <td>
                <code>{column}</code>
              </td>
              <td>{t(`imports.error.${code}`, { defaultValue: message })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {faults.length > shown && (
        <Button variant="subtle" onClick={() => setShown(faults.length)}>
          {t('imports.showAll', { count: faults.length })}
        </Button>
      )}
      {more > 0 && <p>{t('imports.more', { count: more })}</p>}
      <p className="quiet">{t('imports.nothingTaken')}</p>
    </>
  )
}

function Exports({ exhibition }: { exhibition: string }) {
  const { t } = useTranslation()
  return (
    <ul className={styles.exports}>
      {(Object.keys(exports) as ExportKind[]).map((what) => (
        <li key={what}>
          <span>
            <strong>{t(`imports.export.${what}`)}</strong>
            <span className="quiet">{t(`imports.exportWords.${what}`)}</span>
          </span>
          <span className={styles.acts}>
            {exports[what].map((format) => (
              <a key={format} className={styles.format} href={`/api/v1/exhibitions/${encodeURIComponent(exhibition)}/exports/${what}?format=${format}`} download={`${what}.${format}`} aria-label={`${t(`imports.export.${what}`)}, ${format.toUpperCase()}`}>
                {format.toUpperCase()}
              </a>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}
