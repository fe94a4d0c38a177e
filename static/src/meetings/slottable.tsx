import { Button, useDirection } from '@mantine/core'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useExhibition, useZone } from '../api/session'
import { clock, dayName, isNight } from '../time/zones'
import styles from './availability.module.css'
import type { OwnSlot, SlotState } from './shapes'
import { gridOf, isFree, mayTurn, ownTimes, stateOf, step, type ByHand, type Cell } from './slotgrid'

const moon = 'M15.5 11.8A6.5 6.5 0 0 1 8.2 4.5a6.5 6.5 0 1 0 7.3 7.3z'

const states: SlotState[] = ['hours', 'open', 'closed', 'night', 'busy', 'meeting']

/** The fair's slots, days side by side: a tap or the space bar turns one, the arrow keys walk. */
export function SlotTable({ slots, now, turn }: { slots: OwnSlot[]; now: ByHand; turn: (slot: OwnSlot) => void }) {
  const { t, i18n } = useTranslation()
  const { dir } = useDirection()
  const zone = useZone()
  const venue = useExhibition()?.zone
  const [whole, setWhole] = useState(false)
  const grid = useMemo(() => gridOf(slots, zone), [slots, zone])
  const own = useMemo(() => ownTimes(grid), [grid])
  // A fair around the clock has more times than anybody wants to read; those outside the hours unfold on demand.
  const times = whole || own.length === 0 ? grid.times : own
  const body = useRef<HTMLTableSectionElement>(null)
  const [here, setHere] = useState<Cell>({ row: 0, column: 0 })
  const walk = (event: KeyboardEvent, at: Cell) => {
    const to = step(at, event.key, times.length, grid.days.length, dir === 'rtl')
    if (!to) return
    event.preventDefault()
    setHere(to)
    body.current?.querySelector<HTMLElement>(`[data-cell="${to.row} ${to.column}"]`)?.focus()
  }
  const firstOf = (time: string) => grid.days.map((day) => grid.at(day, time)).find(Boolean)
  return (
    <div className={styles.scroll}>
      <table className={styles.grid} role="grid" aria-label={t('availability.title')}>
        <thead>
          <tr>
            <td />
            {grid.days.map((day) => (
              <th key={day} scope="col">
                {new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(day))}
                <small>{new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.parse(day))}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {times.map((time, row) => (
            <tr key={time}>
              <th scope="row">
                <bdi className="number">{time}</bdi>
                {venue && venue !== zone && <small>{clock(firstOf(time)?.starts ?? 0, venue, i18n.language)}</small>}
              </th>
              {grid.days.map((day, column) => {
                const slot = grid.at(day, time)
                const focus = { 'data-cell': `${row} ${column}`, tabIndex: here.row === row && here.column === column ? 0 : -1, onKeyDown: (event: KeyboardEvent) => walk(event, { row, column }), onFocus: () => setHere({ row, column }) }
                if (!slot) return <td key={day} {...focus} aria-label={t('availability.noSlot')} />
                const state = stateOf(slot, now)
                return (
                  <td key={day}>
                    <button
                      type="button"
                      className={styles.cell}
                      data-state={state}
                      aria-pressed={isFree(state)}
                      aria-disabled={!mayTurn(slot) || undefined}
                      aria-label={`${dayName(slot.starts, zone, i18n.language)} ${time}: ${t(`availability.free.${state}`)}`}
                      onClick={() => mayTurn(slot) && turn(slot)}
                      {...focus}
                    >
                      <Mark state={state} dark={isNight(slot.starts, zone)} />
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {times.length < grid.times.length && (
        <Button variant="subtle" fullWidth onClick={() => setWhole(true)}>
          {t('availability.unfold', { count: grid.times.length - times.length })}
        </Button>
      )}
    </div>
  )
}

/** The states are told by a drawing, not by colour alone; what lies outside the hours shows whether it is night then. */
function Mark({ state, dark }: { state: SlotState; dark?: boolean }) {
  const drawings: Record<SlotState, string> = {
    open: 'M10 4.5v11M4.5 10h11',
    hours: 'm5 10.5 3.5 3.5L15 6.5',
    closed: 'm6 6 8 8M14 6l-8 8',
    busy: 'M4.5 5.5h11v10h-11zM4.5 8.5h11M7.5 4v3M12.5 4v3',
    meeting: 'M7 8.5a2.2 2.2 0 1 0 0-.01M13 8.5a2.2 2.2 0 1 0 0-.01M2.8 15.5c.3-2.6 1.8-4 4.2-4s3.9 1.4 4.2 4M12.6 11.6c2.4-.2 4.2 1.2 4.6 3.9',
    night: dark ? moon : 'M6.5 10h7',
  }
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={drawings[state]} />
    </svg>
  )
}

export function Legend() {
  const { t } = useTranslation()
  return (
    <ul className={styles.legend}>
      {states.map((state) => (
        <li key={state}>
          <span className={styles.cell} data-state={state} aria-hidden="true">
            <Mark state={state} />
          </span>
          {t(`availability.free.${state}`)}
        </li>
      ))}
    </ul>
  )
}
