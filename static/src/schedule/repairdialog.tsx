import { Button, Checkbox, Modal, NativeSelect, SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CrossIcon } from '../icons/icons'
import { clock, dayName } from '../time/zones'
import { completed, emptyChange, sayChange, type Unfinished } from './changes'
import { rowsOf, type Atlas } from './layout'
import { sayMeeting, sayPerson, sayWhen, type Speech } from './says'
import styles from './dialogs.module.css'
import type { Change } from './shapes'
import type { Start } from './solve'

const kinds: Unfinished['kind'][] = ['lose', 'withdraw', 'cancel']

/** What has happened to the people of a timetable, put together one by one, and the repair that follows. */
export function RepairDialog({ atlas, speech, start, close }: { atlas: Atlas; speech: Speech; start: Start; close: () => void }) {
  const { t } = useTranslation()
  const phone = useMediaQuery('(max-width: 760px)')
  const [list, setList] = useState<Change[]>([])
  const [draft, setDraft] = useState<Unfinished>(emptyChange)
  const now = completed(draft)
  const all = now ? [...list, now] : list
  return (
    <Modal opened onClose={close} size="lg" title={t('schedule.repairs.title')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          start.mutate({ kind: 'repair', changes: all }, { onSettled: close })
        }}
      >
        <p className="quiet">{t('schedule.repairs.words')}</p>
        {list.length > 0 && (
          <ul className={styles.changes} aria-label={t('schedule.repairs.list')}>
            {list.map((change, index) => (
              <li key={index}>
                <span>{sayChange(speech, change)}</span>
                <button type="button" aria-label={t('schedule.repairs.remove')} onClick={() => setList(list.filter((one) => one !== change))}>
                  <CrossIcon size={18} />
                </button>
              </li>
            ))}
          </ul>
        )}
        <SegmentedControl
          fullWidth
          className={styles.what}
          aria-label={t('schedule.repairs.what')}
          orientation={phone ? 'vertical' : 'horizontal'}
          value={draft.kind}
          onChange={(kind) => setDraft({ ...emptyChange, kind: kind as Unfinished['kind'] })}
          data={kinds.map((value) => ({ value, label: t(`schedule.repairs.${value}`) }))}
        />
        {draft.kind === 'cancel' ? (
          <MeetingField atlas={atlas} speech={speech} value={draft.meeting} choose={(meeting) => setDraft({ ...draft, meeting })} />
        ) : (
          <PersonField atlas={atlas} speech={speech} value={draft.person} choose={(person) => setDraft({ ...draft, person, slots: [] })} />
        )}
        {draft.kind === 'lose' && draft.person && <Times atlas={atlas} speech={speech} person={draft.person} chosen={draft.slots} choose={(slots) => setDraft({ ...draft, slots })} />}
        <div className={styles.buttons}>
          <Button type="submit" disabled={all.length === 0} loading={start.isPending}>
            {t('schedule.repairs.start')}
          </Button>
          <Button
            variant="outline"
            disabled={!now}
            onClick={() => {
              setList(all)
              setDraft(emptyChange)
            }}
          >
            {t('schedule.repairs.another')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

type Field = { atlas: Atlas; speech: Speech; value: string; choose: (value: string) => void }

function PersonField({ atlas, speech, value, choose }: Field) {
  const { t } = useTranslation()
  const people = useMemo(() => rowsOf(atlas, '', speech.org, speech.language).flatMap((row) => (row.kind === 'person' ? [row.person] : [])), [atlas, speech])
  return (
    <NativeSelect
      label={t('schedule.repairs.person')}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[{ value: '', label: t('schedule.repairs.choose') }, ...people.map(({ id }) => ({ value: id, label: sayPerson(speech, id) }))]}
    />
  )
}

function MeetingField({ atlas, speech, value, choose }: Field) {
  const { t } = useTranslation()
  const meetings = useMemo(() => [...atlas.timetable.meetings].sort((a, b) => a.slot - b.slot), [atlas])
  return (
    <NativeSelect
      label={t('schedule.repairs.meeting')}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[
        { value: '', label: t('schedule.repairs.choose') },
        ...meetings.map(({ wish, meeting, people, slot }) => ({ value: meeting ?? wish, label: `${sayWhen(speech, atlas.timetable.slots[slot]?.starts ?? '')} · ${sayMeeting(speech, people)}` })),
      ]}
    />
  )
}

/** The times a person has, by day, the ones with a meeting said so. */
function Times({ atlas, speech, person, chosen, choose }: { atlas: Atlas; speech: Speech; person: string; chosen: string[]; choose: (slots: string[]) => void }) {
  const { t } = useTranslation()
  const own = atlas.timetable.slots.flatMap(({ starts }, slot) => {
    const meeting = atlas.met(person, slot)
    return meeting || atlas.awake(person, slot) ? [{ starts, slot, meeting }] : []
  })
  if (own.length === 0) return <p>{t('schedule.repairs.noTimes')}</p>
  return (
    <fieldset className={styles.times}>
      <legend>{t('schedule.repairs.which')}</legend>
      {atlas.days.map(({ day, starts: first, from, count }) => {
        const here = own.filter(({ slot }) => slot >= from && slot < from + count)
        return here.length === 0 ? null : (
          <div key={day} className={styles.timesDay}>
            <h4>{dayName(first, speech.venue, speech.language)}</h4>
            {here.map(({ starts, meeting }) => (
              <Checkbox
                key={starts}
                checked={chosen.includes(starts)}
                onChange={(event) => choose(event.currentTarget.checked ? [...chosen, starts] : chosen.filter((one) => one !== starts))}
                label={
                  <>
                    <bdi className="number">{clock(starts, speech.venue, speech.language)}</bdi>
                    {meeting && <span className="quiet"> {sayMeeting(speech, meeting.people)}</span>}
                  </>
                }
              />
            ))}
          </div>
        )
      })}
    </fieldset>
  )
}
