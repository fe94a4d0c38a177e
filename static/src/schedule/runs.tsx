import { Badge, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../app/page'
import { useWords } from '../i18n/words'
import dialog from './dialogs.module.css'
import { sayWhen, type Speech } from './says'
import styles from './schedule.module.css'
import { scheduleApi, type Export } from './scheduleapi'
import type { Run, RunState } from './shapes'
import type { Start } from './solve'

const formats: Export[] = ['csv', 'xlsx', 'json', 'ics']
const colours: Partial<Record<RunState, string>> = { published: 'celadon', draft: 'lamp', failed: 'vermilion' }

export const hasTimetable = ({ state }: Run) => state === 'draft' || state === 'publishing' || state === 'published' || state === 'superseded'

/** The run that was published before the present one: what an undo brings back. */
export function previousOf(runs: Run[]): Run | undefined {
  const standing = runs.find(({ state }) => state === 'published')
  if (!standing) return undefined
  return runs.find((run) => run.id === standing.base && run.published)
}

/** Every run, newest first: whose it was, how good, what to download, and the way back to an earlier one. */
export function Runs({ runs, speech, start, busy, show }: { runs: Run[]; speech: Speech; start: Start; busy: boolean; show: (run: string) => void }) {
  const { t } = useTranslation()
  const previous = previousOf(runs)
  return (
    <Section
      title={t('schedule.runs.title')}
      aside={
        previous && (
          <Button variant="outline" disabled={busy} onClick={() => start.mutate({ kind: 'restore', restore: previous.id })}>
            {t('schedule.runs.undoPublish')}
          </Button>
        )
      }
    >
      {runs.length === 0 ? <p className="quiet">{t('schedule.runs.none')}</p> : <p className="quiet">{t('schedule.runs.certificateWords')}</p>}
      <ul className={styles.runs}>
        {runs.map((run) => (
          <li key={run.id}>
            <span>
              <button type="button" className={styles.runName} onClick={() => show(run.id)}>
                {t('schedule.runOf', { kind: t(`schedule.kind.${run.kind}`), when: sayWhen(speech, run.at) })}
              </button>
              <span className="quiet">
                {[run.byName && t('schedule.runs.by', { name: run.byName }), run.counts && t('schedule.meetingsOf', { count: run.counts.meetings })].filter(Boolean).join(t('list.separator'))}
              </span>
            </span>
            <Badge color={colours[run.state] ?? 'gray'}>{t(`schedule.state.${run.state}`)}</Badge>
            <span className={styles.downloads}>
              {hasTimetable(run) && <Downloads run={run} />}
              {run.state === 'superseded' && run.published && (
                <Button variant="subtle" disabled={busy} onClick={() => start.mutate({ kind: 'restore', restore: run.id })}>
                  {t('schedule.runs.restore')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Downloads({ run }: { run: Run }) {
  const { t } = useTranslation()
  return (
    <>
      <a href={scheduleApi.certificate(run)} download>
        {t('schedule.runs.certificate')}
      </a>
      {formats.map((format) => (
        <a key={format} href={scheduleApi.export(run, format)} download aria-label={`${t('schedule.runs.download')} ${format.toUpperCase()}`}>
          {format.toUpperCase()}
        </a>
      ))}
    </>
  )
}

/** The moves of a publication that people were faster than. */
export function LostMoves({ run, speech }: { run: Run; speech: Speech }) {
  const { t } = useTranslation()
  const lost = run.lost ?? []
  if (lost.length === 0) return null
  const words = useWords()
  return (
    <section className={styles.lost} aria-labelledby="schedule-lost">
      <h2 id="schedule-lost">{t('schedule.lost.title', { count: lost.length })}</h2>
      <p className="quiet">{t('schedule.lost.words')}</p>
      <ul className={dialog.lines}>
        {lost.map((one) => (
          <li key={one.wish}>
            <strong className="serif">{[words(one.requester.orgName), words(one.invitee.orgName)].join(t('schedule.with'))}</strong>
            <span>
              {one.starts && <bdi className="number">{sayWhen(speech, one.starts)}</bdi>} {t([`schedule.lost.code.${one.code}`, 'schedule.lost.code.other'])}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
