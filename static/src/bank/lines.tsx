import { Badge, Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount } from '../money/amount'
import { About, aboutOf } from './about'
import styles from './bank.module.css'
import { useDay } from './days'
import { useDoubtWords } from './doubtwords'
import type { Doubt, Line } from './shapes'

const columns = ['day', 'amount', 'party', 'reference', 'became'] as const
/** Rows drawn at once: the largest files have two hundred thousand. */
const step = 200

/** The lines of a statement and what became of each. */
export function Lines({ account, counted, lines, doubts, resolve }: { account: string; counted: boolean; lines: Line[]; doubts: Doubt[]; resolve?: (doubt: Doubt) => void }) {
  const { t } = useTranslation()
  const day = useDay()
  const [shown, setShown] = useState(step)
  const about = new Map(doubts.map((doubt) => [doubt.line, doubt]))
  return (
    <>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('bank.lines.title', { count: lines.length })}>
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" data-end={column === 'amount' || undefined}>
                  {t(`bank.lines.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, shown).map((line) => (
              <tr key={line.key}>
                <td className={styles.day}>
                  {day(line.day)}
                  {line.value && line.value !== line.day && <span className={styles.small}>{t('bank.lines.value', { day: day(line.value) })}</span>}
                </td>
                <td data-end>
                  <Amount money={line.amount} strong />
                </td>
                <td>
                  <bdi>{line.party}</bdi> <bdi className={styles.small}>{line.partyAccount}</bdi>
                </td>
                <td>
                  <bdi>{line.reference}</bdi>
                  <bdi className={styles.small}>{[line.endToEnd, line.ref, line.reason].filter(Boolean).join(' · ')}</bdi>
                </td>
                <td>
                  <Became line={line} counted={counted} doubt={about.get(`${account}/${line.key}`)} resolve={resolve} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {lines.length > shown && (
        <Button variant="outline" mt="md" onClick={() => setShown(shown + step)}>
          {t('bank.more')}
        </Button>
      )}
    </>
  )
}

/** What became of a line: a booking and what for, an exception people have to look at, or nothing yet. */
function Became({ line, counted, doubt, resolve }: { line: Line; counted: boolean; doubt?: Doubt; resolve?: (doubt: Doubt) => void }) {
  const { t } = useTranslation()
  const { title } = useDoubtWords()
  return (
    <>
      {line.reversal && (
        <Badge variant="outline" color="gray" me={6}>
          {t('bank.lines.reversal')}
        </Badge>
      )}
      {line.became ? (
        <span className={styles.booked}>
          {t(`bank.lines.became.${line.became}`)} <About {...aboutOf(line.of)} />
        </span>
      ) : (
        !doubt && <span className="quiet">{t(!counted ? 'bank.lines.notCounted' : line.booked ? 'bank.lines.open' : 'bank.lines.announced')}</span>
      )}
      {doubt && (
        <span className={styles.booked}>
          <strong className="live">{title(doubt.kind)}</strong>
          {resolve && (
            <Button variant="outline" onClick={() => resolve(doubt)}>
              {t('bank.doubts.resolve')}
            </Button>
          )}
        </span>
      )}
    </>
  )
}
