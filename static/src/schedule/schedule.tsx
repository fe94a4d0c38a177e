import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useExhibition, useMe } from '../api/session'
import { Page, Section } from '../app/page'
import { Empty, Loaded } from '../states/states'
import { cityOf } from '../time/zones'
import { Charts } from './charts'
import { DayList } from './daylist'
import { useDeeds } from './deeds'
import { Difference } from './difference'
import { DraftBar, FailedRun } from './draftbar'
import { atlasOf, rowsOf, type Atlas } from './layout'
import { Matrix } from './matrix'
import grid from './matrix.module.css'
import { MeetingDialog } from './meetingdialog'
import { Publishing, Solving } from './progress'
import { runsQuery, timetableQuery, useSpeech, working } from './queries'
import { RepairDialog } from './repairdialog'
import { hasTimetable, LostMoves, Runs } from './runs'
import { sayWhen, type Speech } from './says'
import styles from './schedule.module.css'
import type { Run } from './shapes'
import { InTheWay, Solve, useStart } from './solve'
import { UnmetWishes } from './unmet'

/** The organizers' board: the timetable that stands, the drafts of others, and everything that is done to them. */
export function Schedule() {
  const { t } = useTranslation()
  const exhibition = useMe()?.exhibition ?? ''
  const venue = useExhibition()?.zone
  const runs = useQuery(runsQuery(exhibition))
  return (
    <Page title={t('nav.schedule')} above={venue && t('schedule.venue', { city: cityOf(venue) })} wide>
      <Loaded query={runs}>{({ items }) => <Board exhibition={exhibition} runs={items} />}</Loaded>
    </Page>
  )
}

function Board({ exhibition, runs }: { exhibition: string; runs: Run[] }) {
  const { t } = useTranslation()
  const [run, show] = useShown(runs)
  const [repairing, setRepairing] = useState(false)
  const [comparing, setComparing] = useState(false)
  const start = useStart(exhibition, (begun) => {
    show(begun.id)
    if (begun.kind === 'restore') notifications.show({ message: t('schedule.runs.restored'), color: 'celadon' })
    // A repair is about what it moves, so that is shown as soon as it is known.
    setComparing(begun.kind === 'repair' || begun.kind === 'restore')
  })
  const query = useQuery(timetableQuery(exhibition, run))
  const atlas = useMemo(() => query.data && atlasOf(query.data), [query.data])
  const speech = useSpeech(atlas)
  const deeds = useDeeds(exhibition, run, atlas)
  const busy = runs.some(working)
  const standing = runs.find(({ state }) => state === 'published')
  const counts = (run ?? standing)?.counts
  return (
    <>
      <Solve start={start} busy={busy} repair={() => setRepairing(true)} />
      <InTheWay start={start} runs={runs} show={show} />
      {runs.length > 0 && (
        <NativeSelect
          className={styles.show}
          label={t('schedule.show')}
          value={run?.id ?? ''}
          onChange={(event) => show(event.currentTarget.value)}
          data={[
            { value: '', label: t('schedule.standing') },
            ...runs
              .filter((one) => hasTimetable(one) || one.id === run?.id)
              .map((one) => ({ value: one.id, label: `${t(`schedule.state.${one.state}`)} · ${t('schedule.runOf', { kind: t(`schedule.kind.${one.kind}`), when: sayWhen(speech, one.at) })}` })),
          ]}
        />
      )}
      {run?.state === 'solving' && <Solving run={run} />}
      {run?.publishing && <Publishing run={run} />}
      {run?.state === 'failed' && <FailedRun run={run} />}
      {run?.state === 'draft' && !run.publishing && <DraftBar run={run} speech={speech} undo={deeds.undo} compare={() => setComparing(true)} gone={() => show('')} />}
      {!run && standing && <LostMoves run={standing} speech={speech} />}
      {counts && run?.state !== 'solving' && <Figures counts={counts} />}
      {run?.state === 'solving' || run?.state === 'failed' ? null : (
        <Loaded
          query={query}
          empty={{ when: ({ slots }) => slots.length === 0, show: <NoSlots /> }}
        >
          {() => atlas && <Timetables atlas={atlas} run={run} deeds={deeds} speech={speech} />}
        </Loaded>
      )}
      <Runs runs={runs} speech={speech} start={start} busy={busy} show={show} />
      {repairing && <Repairing exhibition={exhibition} start={start} close={() => setRepairing(false)} />}
      {comparing && run?.state === 'draft' && <Difference run={run} speech={speech} close={() => setComparing(false)} />}
    </>
  )
}

/** A repair is of what stands, whatever is shown. */
function Repairing({ exhibition, start, close }: { exhibition: string; start: ReturnType<typeof useStart>; close: () => void }) {
  const standing = useQuery(timetableQuery(exhibition, undefined))
  const atlas = useMemo(() => standing.data && atlasOf(standing.data), [standing.data])
  const speech = useSpeech(atlas)
  return atlas ? <RepairDialog atlas={atlas} speech={speech} start={start} close={close} /> : null
}

/** Which run is on the board: the one that was chosen, else the newest that waits for somebody; none is what stands. */
function useShown(runs: Run[]): [Run | undefined, (run: string) => void] {
  const [chosen, choose] = useState<string>()
  const waiting = runs.find((run) => working(run) || run.state === 'draft')
  const shown = chosen === undefined ? waiting : runs.find(({ id, state }) => id === chosen && state !== 'cancelled')
  // Whoever has seen a run before it was published wants to see what stands now. The publication itself may be over between
  // two looks at it.
  const unpublished = useRef<string>(undefined)
  useEffect(() => {
    if (!shown) return
    if (shown.state !== 'published' || shown.publishing) unpublished.current = shown.id
    else if (unpublished.current === shown.id) choose('')
  }, [shown])
  return [shown, choose]
}

function Figures({ counts }: { counts: NonNullable<Run['counts']> }) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <dl className={styles.figures}>
      {(['meetings', 'people', 'unmetMust', 'unmetWant'] as const).map((key) => (
        <div key={key} data-alarm={(key === 'unmetMust' && counts[key] > 0) || undefined}>
          <dt>{t(`schedule.figure.${key}`)}</dt>
          <dd className="serif number">{number.format(counts[key])}</dd>
        </div>
      ))}
    </dl>
  )
}

function NoSlots() {
  const { t } = useTranslation()
  return (
    <Empty title={t('schedule.empty')} action={<Button renderRoot={(props) => <Link to="/organizer/settings" {...props} />}>{t('schedule.unmet.settings')}</Button>}>
      {t('schedule.emptyWords')}
    </Empty>
  )
}

function Timetables({ atlas, run, deeds, speech }: { atlas: Atlas; run: Run | undefined; deeds: ReturnType<typeof useDeeds>; speech: Speech }) {
  const { t } = useTranslation()
  const phone = useMediaQuery('(max-width: 760px)')
  const [search, setSearch] = useState('')
  const [open, setOpen] = useState<string>()
  const wanted = useDeferredValue(search)
  const rows = useMemo(() => rowsOf(atlas, wanted, speech.org, speech.language), [atlas, wanted, speech])
  const meeting = open === undefined ? undefined : atlas.meetings.get(open)
  return (
    <>
      <Section
        title={t('schedule.matrix')}
        aside={<TextInput type="search" aria-label={t('schedule.search')} placeholder={t('schedule.search')} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />}
      >
        {atlas.timetable.meetings.length === 0 && <Empty title={t('schedule.noMeetings')}>{t('schedule.noMeetingsWords')}</Empty>}
        {phone ? (
          <DayList atlas={atlas} speech={speech} search={wanted} open={setOpen} />
        ) : rows.length === 0 ? (
          <p className="quiet">{t('schedule.nobody')}</p>
        ) : (
          <>
            <Matrix atlas={atlas} rows={rows} run={run} deeds={deeds} speech={speech} open={setOpen} />
            <Legend editable={deeds.editable} />
          </>
        )}
      </Section>
      <UnmetWishes atlas={atlas} run={run} deeds={deeds} speech={speech} />
      {atlas.timetable.meetings.length > 0 && <Charts atlas={atlas} speech={speech} />}
      {meeting && <MeetingDialog meeting={meeting} atlas={atlas} run={run} deeds={deeds} speech={speech} close={() => setOpen(undefined)} />}
    </>
  )
}

function Legend({ editable }: { editable: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <ul className={grid.legend}>
        {(['met', 'frozen', 'free', 'away', 'night'] as const).map((kind) => (
          <li key={kind}>
            <span className={grid.swatch} data-kind={kind} aria-hidden="true" />
            {t(`schedule.legend.${kind}`)}
          </li>
        ))}
      </ul>
      <p id="schedule-keys" className={grid.keys}>
        {t(editable ? 'schedule.keys' : 'schedule.readOnly')}
      </p>
    </>
  )
}
