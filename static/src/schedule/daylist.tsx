import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LockIcon } from '../icons/icons'
import { clock, dayName } from '../time/zones'
import type { Atlas } from './layout'
import styles from './schedule.module.css'
import { sayMeeting, type Speech } from './says'

/** A phone’s timetable: the meetings of one day, time by time; a press on one shows what can be done. */
export function DayList({ atlas, speech, search, open }: { atlas: Atlas; speech: Speech; search: string; open: (wish: string) => void }) {
  const { t } = useTranslation()
  const { venue, language } = speech
  const [chosen, setChosen] = useState<string>()
  const day = atlas.days.find((one) => one.day === chosen) ?? atlas.days[0]
  if (!day) return null
  const wanted = search.trim().toLocaleLowerCase(language)
  const matches = (people: string[]) => people.some((id) => `${sayMeeting(speech, [id])} ${atlas.people.get(id)?.name ?? ''}`.toLocaleLowerCase(language).includes(wanted))
  const slots = Array.from({ length: day.count }, (_, index) => day.from + index)
  const held = slots.map((slot) => ({ slot, meetings: atlas.timetable.meetings.filter((one) => one.slot === slot && matches(one.people)) })).filter(({ meetings }) => meetings.length > 0)
  return (
    <>
      {atlas.days.length > 1 && (
        <SegmentedControl
          fullWidth
          aria-label={t('programme.day')}
          value={day.day}
          onChange={setChosen}
          data={atlas.days.map((one) => ({ value: one.day, label: dayName(one.starts, venue, language) }))}
        />
      )}
      {held.length === 0 && <p className="quiet">{t(wanted ? 'schedule.nobody' : 'schedule.noMeetings')}</p>}
      {held.map(({ slot, meetings }, place) => (
        <details key={slot} className={styles.hour} open={place === 0 || wanted !== ''}>
          <summary>
            <h3 className="number">
              <bdi>{clock(atlas.timetable.slots[slot]?.starts ?? '', venue, language)}</bdi>
            </h3>
            <span className="quiet">{t('schedule.meetingsOf', { count: meetings.length })}</span>
          </summary>
          <ul>
            {meetings.map((meeting) => (
              <li key={meeting.wish}>
                <button type="button" onClick={() => open(meeting.wish)}>
                  <strong className="serif">{sayMeeting(speech, meeting.people)}</strong>
                  <span className="quiet">{meeting.people.map((id) => atlas.people.get(id)?.name ?? id).join(t('list.separator'))}</span>
                  {meeting.frozen && (
                    <span className={styles.mark}>
                      <LockIcon size={16} />
                      {t('schedule.frozen')}
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </>
  )
}
