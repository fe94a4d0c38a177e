import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { holds, useMe, useZone } from '../api/session'
import { Page, Section } from '../app/page'
import { fromMinor, toMinor } from '../money/money'
import { Sandbox } from '../money/sandbox'
import { Empty, Loaded } from '../states/states'
import { dayAndClock } from '../time/zones'
import styles from './bank.module.css'
import { useDay } from './days'
import { DoubtRow } from './doubts'
import { Lines } from './lines'
import { Resolve } from './resolve'
import type { Doubt, Statement } from './shapes'
import { StatementState } from './statementstate'
import { SumTable, type SumRow } from './sumtable'

/** A statement of a bank as it was received: what it opens with, its lines and what became of each, what it closes with. */
export function StatementPage() {
  const { statement: id } = useParams({ from: '/bank/statements/$statement' })
  const statement = useQuery({
    queryKey: ['bank-statement', id],
    queryFn: ({ signal }) => read<Statement>('/api/v1/statements/{id}', { path: { id } }, signal),
  })
  return <Loaded query={statement}>{(one) => <Opened statement={one} />}</Loaded>
}

function Opened({ statement }: { statement: Statement }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const day = useDay()
  const acts = holds(useMe(), 'clearing_maker', 'clearing_checker')
  const [resolving, setResolving] = useState<Doubt>()
  const lines = statement.lines ?? []
  const doubts = statement.exceptions ?? []
  const whole = doubts.filter(({ line }) => !line)
  return (
    <Page
      title={t('bank.proof.statement', { day: day(statement.day) })}
      above={
        <>
          <Link to="/bank">{t('nav.bank')}</Link> · <bdi>{statement.account}</bdi> · <bdi>{statement.number}</bdi>
        </>
      }
      aside={<StatementState statement={statement} />}
      wide
    >
      <Sandbox />
      <div className={styles.overview}>
        <Arithmetic statement={statement} />
        <dl className={styles.limits}>
          <div>
            <dt>{t('bank.statements.column.format')}</dt>
            <dd>
              <bdi>{statement.format}</bdi>
            </dd>
          </div>
          <div>
            <dt>{t('bank.statements.column.received')}</dt>
            <dd>
              {dayAndClock(statement.received, zone, i18n.language)}
            </dd>
          </div>
          <div>
            <dt>{t('bank.doubts.file')}</dt>
            <dd>
              <a href={`/api/v1/bank-files/${statement.file}`} download className={styles.open}>
                SHA-256 <bdi>{statement.file.slice(0, 12)}…</bdi>
              </a>
            </dd>
          </div>
        </dl>
      </div>
      {whole.length > 0 && (
        <Section title={t('bank.doubts.title')}>
          <ul className={styles.doubts}>
            {whole.map((doubt) => (
              <DoubtRow key={doubt.id} doubt={doubt} here={statement.id} resolve={acts ? () => setResolving(doubt) : undefined} />
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('bank.lines.title', { count: lines.length })}>
        {lines.length === 0 ? (
          <Empty title={t('bank.lines.none')} />
        ) : (
          <Lines account={statement.account} counted={statement.state === 'taken'} lines={lines} doubts={doubts} resolve={acts ? setResolving : undefined} />
        )}
      </Section>
      {resolving && <Resolve doubt={resolving} close={() => setResolving(undefined)} />}
    </Page>
  )
}

/** What the statement opens with, what came in and went out, and whether that makes what it closes with. */
export function Arithmetic({ statement: { opening, closing, lines, currency } }: { statement: Pick<Statement, 'opening' | 'closing' | 'lines' | 'currency'> }) {
  const { t } = useTranslation()
  const booked = (lines ?? []).filter((line) => line.booked && line.amount.currency === currency).map(({ amount }) => toMinor(amount))
  const total = (units: bigint[]) => units.reduce((a, b) => a + b, 0n)
  const came = booked.filter((units) => units > 0n)
  const went = booked.filter((units) => units < 0n)
  const made = total(booked) + (opening ? toMinor(opening) : 0n)
  const differs = opening && closing ? toMinor(closing) - made : 0n
  const rows: SumRow[] = [
    ...(opening ? [{ words: t('bank.lines.opening'), money: opening }] : []),
    { sign: '+', words: t('bank.lines.in', { count: came.length }), money: fromMinor(total(came), currency) },
    { sign: '−', words: t('bank.lines.out', { count: went.length }), money: fromMinor(-total(went), currency) },
    ...(closing && differs === 0n ? [{ sign: '=' as const, words: t('bank.lines.closing'), money: closing, kind: 'total' as const }] : []),
    ...(differs !== 0n && closing
      ? [
          { sign: '=' as const, words: t('bank.lines.made'), money: fromMinor(made, currency), kind: 'total' as const },
          { words: t('bank.lines.closing'), money: closing },
          { words: t('bank.proof.difference'), money: fromMinor(differs, currency), kind: 'wrong' as const },
        ]
      : []),
  ]
  return <SumTable title={t('bank.lines.sum')} rows={rows} />
}
