import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { LockIcon } from '../icons/icons'
import { cityOf } from '../time/zones'
import { groundOf, type Carry } from './carry'
import { others, type Atlas, type Row } from './layout'
import styles from './matrix.module.css'
import { sayCell, sayMeeting, sayShortly, type Speech } from './says'
import type { SlotObstacles } from './shapes'

/** Of a grid the rows are counted from 1, and two belong to the head. */
const counted = (index: number) => index + 3

export const SideRow = memo(function SideRow({ row, index, columns }: { row: Row & { kind: 'side' }; index: number; columns: number }) {
  const { t } = useTranslation()
  return (
    <tr className={styles.side} aria-rowindex={counted(index)}>
      <th scope="rowgroup">{t('schedule.side', { side: t(row.exhibits ? 'schedule.exhibitors' : 'schedule.buyers'), count: row.count })}</th>
      <td colSpan={columns} />
    </tr>
  )
})

type Shown = {
  row: Row & { kind: 'person' }
  index: number
  atlas: Atlas
  speech: Speech
  /** The slot whose cell Tab reaches, if it is in this row. */
  active: number | undefined
  /** The meeting in the hand, if this person is in it, and what stands against its slots. */
  carry: Carry | undefined
  grounds: SlotObstacles[] | undefined
  editable: boolean
}

export const PersonRow = memo(function PersonRow({ row, index, atlas, speech, active, carry, grounds, editable }: Shown) {
  const { t } = useTranslation()
  const { person } = row
  return (
    <tr data-row={person.id} aria-rowindex={counted(index)}>
      <th scope="row">
        <bdi className={styles.org}>{speech.org(person)}</bdi>
        <span className={styles.who}>
          <bdi>{person.name}</bdi>
          <span>{cityOf(person.zone)}</span>
          <bdi className={`number ${styles.count}`} aria-label={t('schedule.meetingsOf', { count: row.meetings })}>
            {person.max ? `${row.meetings}/${person.max}` : row.meetings}
          </bdi>
        </span>
      </th>
      {atlas.timetable.slots.map((_, slot) => {
        const meeting = atlas.met(person.id, slot)
        const ground = carry && groundOf(carry, grounds, slot)
        return (
          <td
            key={slot}
            role="gridcell"
            data-slot={slot}
            data-night={atlas.night(person.zone, slot) || undefined}
            data-away={(!meeting && !atlas.awake(person.id, slot)) || undefined}
            data-ground={ground?.state}
            data-over={carry?.over === slot || undefined}
            aria-colindex={slot + 2}
            aria-label={active === slot ? sayCell(speech, person, slot, meeting) : undefined}
            tabIndex={active === slot ? 0 : -1}
          >
            {meeting && (
              <span className={styles.chip} data-frozen={meeting.frozen || undefined} data-must={meeting.level === 'must' || undefined} draggable={(editable && !meeting.frozen) || undefined}>
                <span>
                  {meeting.frozen && <LockIcon size={14} />}
                  <bdi>{sayMeeting(speech, others(meeting, person.id))}</bdi>
                </span>
              </span>
            )}
            {!meeting && ground?.state === 'blocked' && <small>{sayShortly(speech, ground.obstacles[0]?.code ?? '')}</small>}
          </td>
        )
      })}
    </tr>
  )
})
