import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { clock, dayName } from '../time/zones'
import { Headline, Levels } from './levels'
import { everything } from './queries'
import type { Speech } from './says'
import styles from './schedule.module.css'
import { scheduleApi } from './scheduleapi'
import type { Run } from './shapes'

/** What a draft is and what can become of it. */
export function DraftBar({ run, speech, undo, compare, gone }: { run: Run; speech: Speech; undo?: () => void; compare: () => void; gone: () => void }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<'publish' | 'discard'>()
  const publish = useChange(() => scheduleApi.publish(run), { refresh: [everything], told: t('schedule.published'), done: () => setAsked(undefined) })
  const discard = useChange(() => scheduleApi.discard(run), { refresh: [everything], told: t('schedule.discarded'), done: gone })
  const when = `${dayName(run.at, speech.venue, speech.language)} ${clock(run.at, speech.venue, speech.language)}`
  return (
    <section className={styles.bar} aria-label={t('schedule.draft')}>
      <div className={styles.barHead}>
        <div>
          <h2 className={styles.barTitle}>{t('schedule.draft')}</h2>
          <p className={styles.barWords}>{t('schedule.draftWords', { kind: t(`schedule.kind.${run.kind}`), when })}</p>
        </div>
        <div className={styles.buttons}>
          <Button onClick={() => setAsked('publish')}>{t('schedule.publish')}</Button>
          <Button variant="outline" onClick={compare}>
            {t('schedule.compare')}
          </Button>
          <Button variant="outline" disabled={!undo} onClick={undo}>
            {t('schedule.undo')}
          </Button>
          <Button variant="subtle" color="vermilion" onClick={() => setAsked('discard')}>
            {t('schedule.discard')}
          </Button>
        </div>
      </div>
      <Headline run={run} />
      <Levels levels={run.progress?.levels ?? []} />
      {asked && (
        <Modal opened onClose={() => setAsked(undefined)} title={t(asked === 'publish' ? 'schedule.publishTitle' : 'schedule.discardTitle')} closeButtonProps={{ 'aria-label': t('action.close') }}>
          <p>{t(asked === 'publish' ? 'schedule.publishWords' : 'schedule.discardWords')}</p>
          {asked === 'publish' ? (
            <Button data-autofocus fullWidth loading={publish.isPending} onClick={() => publish.mutate()}>
              {t('schedule.publishYes')}
            </Button>
          ) : (
            <Button data-autofocus fullWidth color="vermilion" loading={discard.isPending} onClick={() => discard.mutate()}>
              {t('schedule.discard')}
            </Button>
          )}
        </Modal>
      )}
    </section>
  )
}

/** Why no timetable came of a run. */
export function FailedRun({ run }: { run: Run }) {
  const { t } = useTranslation()
  const { code = 'other', subject, name, detail } = run.problem ?? {}
  return (
    <section className={styles.bar} role="alert">
      <h2 className={styles.barTitle}>{t('schedule.failed')}</h2>
      <p className={styles.barWords}>{t([`schedule.contradiction.${code}`, `problem.${code}`, 'schedule.contradiction.other'], { subject: name || subject || detail || '' })}</p>
    </section>
  )
}

