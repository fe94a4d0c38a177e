import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Words } from '../i18n/words'
import { cityOf, clock, dayName, isNight } from '../time/zones'
import type { Deeds } from './deeds'
import type { Atlas } from './layout'
import { useObstacles } from './queries'
import { interpreterName, sayMeeting, sayObstacle, sayWhen, type Speech } from './says'
import styles from './dialogs.module.css'
import type { Placed, Run, SlotObstacles } from './shapes'

/** One meeting with the clocks of all, and everything that can be done to it: what a phone has instead of dragging. */
export function MeetingDialog({ meeting, atlas, run, deeds, speech, close }: { meeting: Placed; atlas: Atlas; run: Run | undefined; deeds: Deeds; speech: Speech; close: () => void }) {
  const { t } = useTranslation()
  const { language } = speech
  const starts = atlas.timetable.slots[meeting.slot]?.starts ?? ''
  const details = [
    meeting.table && t('schedule.table', { table: meeting.table }),
    meeting.interpreter && t('schedule.interpreter', { name: interpreterName(speech, meeting.interpreter) }),
    meeting.frozen && t('schedule.frozen'),
  ].filter(Boolean)
  return (
    <Modal opened onClose={close} size="lg" title={sayMeeting(speech, meeting.people)} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <p className={styles.when}>
        <bdi className="number">{sayWhen(speech, starts)}</bdi> <span className="quiet">{t('time.venue')}</span>
      </p>
      <ul className={styles.attendees}>
        {meeting.people.map((id) => {
          const person = atlas.people.get(id)
          return (
            person && (
              <li key={id}>
                <span>
                  <bdi>{person.name}</bdi>
                  <span className="quiet">
                    <Words of={person.orgName} />
                  </span>
                </span>
                <span className="number">
                  <bdi>
                    {dayName(starts, person.zone, language)} {clock(starts, person.zone, language)}
                  </bdi>{' '}
                  <span className="quiet">{cityOf(person.zone)}</span>
                  {isNight(starts, person.zone) && <span className="live"> {t('time.night')}</span>}
                </span>
              </li>
            )
          )
        })}
      </ul>
      {details.length > 0 && <p className="quiet">{details.join(t('list.separator'))}</p>}
      <div className={styles.buttons}>
        {(deeds.editable || meeting.meeting) && (
          <Button variant="outline" onClick={() => deeds.freeze(meeting, !meeting.frozen)}>
            {t(meeting.frozen ? 'schedule.unfreeze' : 'schedule.freeze')}
          </Button>
        )}
        {deeds.editable && !meeting.frozen && (
          <Button
            variant="outline"
            color="vermilion"
            onClick={() => {
              deeds.remove(meeting)
              close()
            }}
          >
            {t('schedule.takeOut')}
          </Button>
        )}
      </div>
      {!deeds.editable && <p className="quiet">{t('schedule.readOnly')}</p>}
      {deeds.editable && !meeting.frozen && (
        <MoveTo
          meeting={meeting}
          atlas={atlas}
          run={run}
          speech={speech}
          move={(slot) => {
            deeds.move(meeting, slot)
            close()
          }}
        />
      )}
    </Modal>
  )
}

function MoveTo({ meeting, atlas, run, speech, move }: { meeting: Placed; atlas: Atlas; run: Run | undefined; speech: Speech; move: (slot: number) => void }) {
  const { t } = useTranslation()
  const obstacles = useObstacles(run, meeting.wish)
  const others = obstacles.data?.slots.filter(({ slot }) => slot !== meeting.slot)
  return (
    <section className={styles.part}>
      <h3>{t('schedule.moveTo')}</h3>
      {others ? <SlotChoice slots={others} atlas={atlas} speech={speech} choose={move} /> : <p role="status">{t('state.loading')}</p>}
    </section>
  )
}

/** Free times as buttons, by day; the blocked ones with their reasons behind a line of their own. */
export function SlotChoice({ slots, atlas, speech, choose }: { slots: SlotObstacles[]; atlas: Atlas; speech: Speech; choose?: (slot: number) => void }) {
  const { t } = useTranslation()
  const { venue, language } = speech
  const free = slots.filter(({ obstacles }) => !obstacles?.length)
  const blocked = slots.filter(({ obstacles }) => obstacles?.length)
  return (
    <>
      {free.length === 0 && choose && <p>{t('schedule.noFree')}</p>}
      {choose &&
        atlas.days.map(({ day, starts, from, count }) => {
          const here = free.filter(({ slot }) => slot >= from && slot < from + count)
          return here.length === 0 ? null : (
            <div key={day} className={styles.freeDay}>
              <h4>{dayName(starts, venue, language)}</h4>
              {here.map(({ slot }) => (
                <Button key={slot} variant="default" className="number" onClick={() => choose(slot)}>
                  <bdi>{clock(atlas.timetable.slots[slot]?.starts ?? '', venue, language)}</bdi>
                </Button>
              ))}
            </div>
          )
        })}
      {blocked.length > 0 && (
        <details className={styles.blocked}>
          <summary>{t('schedule.blockedTimes', { count: blocked.length })}</summary>
          <ul className={styles.lines}>
            {blocked.map(({ slot, obstacles }) => (
              <li key={slot}>
                <bdi className="number">{sayWhen(speech, atlas.timetable.slots[slot]?.starts ?? '')}</bdi>
                <span>{obstacles?.map((one) => sayObstacle(speech, one)).join(' ')}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
