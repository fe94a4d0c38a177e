import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { Problem } from '../api/problem'
import { useMe } from '../api/session'
import { everything, working } from './queries'
import styles from './schedule.module.css'
import { scheduleApi } from './scheduleapi'
import type { Keep, Run, RunOrder } from './shapes'

const budgets = [5, 10, 30, 60]
const keeps: Keep[] = ['frozen', 'all', 'none']

/** Starts a run of any kind; whose run is in the way is kept for the page to tell. */
export function useStart(exhibition: string, done: (run: Run) => void) {
  return useChange((order: RunOrder) => scheduleApi.start(exhibition, order), { refresh: [everything], handles: ['run_in_progress'], done })
}

export type Start = ReturnType<typeof useStart>

/** What an organizer begins with: a timetable by the program, a draft to drag in, or a repair. */
export function Solve({ start, busy, repair }: { start: Start; busy: boolean; repair: () => void }) {
  const { t } = useTranslation()
  const [seconds, setSeconds] = useState(10)
  const [keep, setKeep] = useState<Keep>('frozen')
  return (
    <form
      className={styles.solve}
      onSubmit={(event) => {
        event.preventDefault()
        start.mutate({ kind: 'solve', seconds, keep })
      }}
    >
      <NativeSelect
        label={t('schedule.seconds')}
        value={seconds}
        onChange={(event) => setSeconds(Number(event.currentTarget.value))}
        data={budgets.map((value) => ({ value: String(value), label: t('schedule.secondsOf', { count: value }) }))}
      />
      <NativeSelect label={t('schedule.keepLabel')} value={keep} onChange={(event) => setKeep(event.currentTarget.value as Keep)} data={keeps.map((value) => ({ value, label: t(`schedule.keep.${value}`) }))} />
      <Button type="submit" loading={start.isPending && start.variables?.kind === 'solve'} disabled={busy}>
        {t('schedule.solve')}
      </Button>
      <span className={styles.others}>
        <Button variant="outline" loading={start.isPending && start.variables?.kind === 'edit'} disabled={busy} onClick={() => start.mutate({ kind: 'edit' })}>
          {t('schedule.edit')}
        </Button>
        <Button variant="outline" disabled={busy} onClick={repair}>
          {t('schedule.repair')}
        </Button>
      </span>
    </form>
  )
}

/** Says whose run is in the way of the one that was asked for. */
export function InTheWay({ start, runs, show }: { start: Start; runs: Run[]; show: (run: string) => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const refusal = start.error
  if (!(refusal instanceof Problem) || refusal.code !== 'run_in_progress') return null
  const named = typeof refusal.extras.run === 'string' ? refusal.extras.run : undefined
  const other = runs.find(({ id }) => id === named) ?? runs.find(working)
  const mine = other !== undefined && other.by === me?.person?.id
  return (
    <p role="alert" className={styles.notice}>
      <span>{mine ? t('schedule.underWayYours') : t('schedule.underWay', { name: other?.byName || t('schedule.somebody') })}</span>
      {other && (
        <Button
          variant="outline"
          onClick={() => {
            start.reset()
            show(other.id)
          }}
        >
          {t('schedule.openIt')}
        </Button>
      )}
    </p>
  )
}
