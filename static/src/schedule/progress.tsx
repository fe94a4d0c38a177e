import { Button } from '@mantine/core'
import { useIsFetching } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { Levels } from './levels'
import { everything } from './queries'
import styles from './schedule.module.css'
import { scheduleApi } from './scheduleapi'
import type { Phase, Run } from './shapes'

/** A run while it works: how many wishes have a place, how good it can be proven to be, and a way to stop it. */
export function Solving({ run }: { run: Run }) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  const stop = useChange(() => scheduleApi.cancel(run), { refresh: [everything], told: t('schedule.stopped') })
  const { placed = 0, wishes = 0, seconds, levels } = run.progress ?? { placed: 0, wishes: 0 }
  return (
    <section className={styles.bar} aria-label={t('schedule.solving')}>
      <div className={styles.barHead}>
        <div>
          <h2 className={styles.barTitle}>{t('schedule.solving')}</h2>
          <p role="status" className={styles.barWords}>
            {t('schedule.placed', { placed: number.format(placed), wishes: number.format(wishes) })}
          </p>
        </div>
        <Button variant="outline" loading={stop.isPending} onClick={() => stop.mutate()}>
          {t('schedule.stop')}
        </Button>
      </div>
      <Track done={placed} total={wishes} label={t('schedule.solving')} />
      {seconds !== undefined && run.seconds ? <p className="quiet number">{t('schedule.elapsed', { seconds: number.format(Math.round(seconds)), limit: number.format(run.seconds) })}</p> : null}
      <Paused />
      <Levels levels={levels ?? []} />
    </section>
  )
}

/** A run while it is published, phase by phase; until readers see it, it can be taken back. */
export function Publishing({ run }: { run: Run }) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  const stop = useChange(() => scheduleApi.cancel(run), { refresh: [everything], told: t('schedule.stopped') })
  const { phase = 'release', done = 0, total = 0 } = run.publishing ?? {}
  return (
    <section className={styles.bar} aria-label={t('schedule.publishing')}>
      <div className={styles.barHead}>
        <h2 className={styles.barTitle}>{t(phase === 'abandon' ? 'schedule.phase.abandon' : 'schedule.publishing')}</h2>
        {run.state === 'publishing' && phase !== 'abandon' && (
          <Button variant="outline" loading={stop.isPending} onClick={() => stop.mutate()}>
            {t('schedule.stop')}
          </Button>
        )}
      </div>
      <ol className={styles.phases}>
        {phases.map((one) => (
          <li key={one} aria-current={one === phase ? 'step' : undefined} data-past={phases.indexOf(one) < phases.indexOf(phase) || undefined}>
            {t(`schedule.phase.${one}`)}
          </li>
        ))}
      </ol>
      <Track done={done} total={total} label={t(`schedule.phase.${phase}`)} />
      <p className="quiet number">{t('schedule.publishingOf', { done: number.format(done), total: number.format(total) })}</p>
      <Paused />
    </section>
  )
}

const phases: Phase[] = ['release', 'take', 'settle', 'letters']

function Track({ done, total, label }: { done: number; total: number; label: string }) {
  return (
    <div className={styles.track} role="progressbar" aria-label={label} aria-valuenow={done} aria-valuemin={0} aria-valuemax={Math.max(total, 1)}>
      <span style={{ inlineSize: `${(done / Math.max(total, 1)) * 100}%` }} />
    </div>
  )
}

/** Without a network the questions wait; the run does not. */
function Paused() {
  const { t } = useTranslation()
  const waiting = useIsFetching({ queryKey: everything, predicate: ({ state }) => state.fetchStatus === 'paused' })
  return waiting > 0 ? <p role="status">{t('schedule.paused')}</p> : null
}
