import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../app/page'
import styles from './charts.module.css'
import { histogramOf, loadsOf, median, useOfTables } from './figures'
import type { Atlas } from './layout'
import { sayPerson, sayWhen, type Speech } from './says'

/** Whether the meetings are spread fairly over people, and over the tables. */
export function Charts({ atlas, speech }: { atlas: Atlas; speech: Speech }) {
  const { t } = useTranslation()
  return (
    <Section title={t('schedule.charts.title')}>
      <div className={styles.charts}>
        <LoadChart atlas={atlas} speech={speech} />
        <Spread atlas={atlas} />
        <Tables atlas={atlas} speech={speech} />
      </div>
    </Section>
  )
}

function LoadChart({ atlas, speech }: { atlas: Atlas; speech: Speech }) {
  const { t } = useTranslation()
  const loads = useMemo(() => loadsOf(atlas), [atlas])
  const counts = loads.map(({ meetings }) => meetings)
  const outside = loads.filter(({ below, above }) => below || above).length
  const words = t('schedule.charts.loadsWords', { least: Math.min(...counts), median: median(counts), most: Math.max(...counts) })
  return (
    <figure className={styles.chart}>
      <figcaption>
        <strong className="serif">{t('schedule.charts.loads')}</strong>
        <span className="quiet">
          {words} {outside > 0 && t('schedule.charts.outside', { count: outside })}
        </span>
      </figcaption>
      <Columns columns={loads.map(({ person, exhibits, meetings, below, above }) => ({ key: person, parts: [meetings], tone: below || above ? 'outside' : exhibits ? 'exhibitor' : 'buyer' }))} />
      <ul className={styles.key} aria-hidden="true">
        <li data-tone="exhibitor">{t('schedule.exhibitors')}</li>
        <li data-tone="buyer">{t('schedule.buyers')}</li>
      </ul>
      <List lines={loads.map(({ person, meetings }) => ({ key: person, words: `${sayPerson(speech, person)}: ${meetings}` }))} />
    </figure>
  )
}

function Spread({ atlas }: { atlas: Atlas }) {
  const { t } = useTranslation()
  const bins = useMemo(() => histogramOf(loadsOf(atlas)), [atlas])
  return (
    <figure className={styles.chart}>
      <figcaption>
        <strong className="serif">{t('schedule.charts.spread')}</strong>
      </figcaption>
      <Columns wide columns={bins.map(({ meetings, exhibitors, buyers }) => ({ key: String(meetings), label: String(meetings), parts: [exhibitors, buyers], tone: 'exhibitor' }))} />
      <ul className={styles.key} aria-hidden="true">
        <li data-tone="exhibitor">{t('schedule.exhibitors')}</li>
        <li data-tone="buyer">{t('schedule.buyers')}</li>
      </ul>
      <List lines={bins.map((bin) => ({ key: String(bin.meetings), words: t('schedule.charts.spreadBin', bin) }))} />
    </figure>
  )
}

function Tables({ atlas, speech }: { atlas: Atlas; speech: Speech }) {
  const { t } = useTranslation()
  const use = useMemo(() => useOfTables(atlas), [atlas])
  const { slots, tables } = atlas.timetable
  const most = Math.max(0, ...use)
  return (
    <figure className={styles.chart}>
      <figcaption>
        <strong className="serif">{t('schedule.charts.tables')}</strong>
        <span className="quiet">{tables > 0 ? t('schedule.charts.tablesWords', { most, limit: tables }) : t('schedule.charts.tablesFree', { most })}</span>
      </figcaption>
      <Columns
        limit={tables}
        columns={use.map((count, slot) => ({ key: String(slot), parts: [count], tone: tables > 0 && count >= tables ? 'outside' : 'exhibitor', begins: atlas.days.some(({ from }) => from === slot && from > 0) }))}
      />
      <List lines={use.map((count, slot) => ({ key: String(slot), words: t('schedule.charts.slotUse', { when: sayWhen(speech, slots[slot]?.starts ?? ''), count }) }))} />
    </figure>
  )
}

type Column = { key: string; label?: string; parts: number[]; tone: string; begins?: boolean }

/** Columns side by side, each of one part or of two on each other; a line where more is not possible. */
function Columns({ columns, limit = 0, wide }: { columns: Column[]; limit?: number; wide?: boolean }) {
  const most = Math.max(1, limit, ...columns.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0)))
  return (
    <div className={styles.columns} data-wide={wide || undefined} aria-hidden="true">
      {limit > 0 && <span className={styles.limit} style={{ insetBlockEnd: `${(limit / most) * 100}%` }} />}
      {columns.map(({ key, label, parts, tone, begins }) => (
        <span key={key} className={styles.column} data-begins={begins || undefined}>
          {parts.map((part, index) => (
            <span key={index} data-tone={index > 0 ? 'buyer' : tone} style={{ blockSize: `${(part / most) * 100}%` }} />
          ))}
          {label && <small className="number">{label}</small>}
        </span>
      ))}
    </div>
  )
}

/** The same figures in words, for those who read rather than look. */
function List({ lines }: { lines: { key: string; words: string }[] }) {
  const { t } = useTranslation()
  return (
    <details className={styles.list}>
      <summary>{t('schedule.charts.asList')}</summary>
      <ul>
        {lines.map(({ key, words }) => (
          <li key={key}>{words}</li>
        ))}
      </ul>
    </details>
  )
}
