import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState, type DragEvent, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { directionOf } from '../i18n/setup'
import { dayName } from '../time/zones'
import { carrying, groundOf, spotAfter, stepOf, type Spot } from './carry'
import type { Deeds } from './deeds'
import { windowOf, type Atlas, type Row } from './layout'
import { Head } from './matrixhead'
import { Lens, type Looked } from './lens'
import styles from './matrix.module.css'
import { useObstacles } from './queries'
import { PersonRow, SideRow } from './rows'
import { sayMeeting, sayObstacle, sayWhen, type Speech } from './says'
import type { Placed, Run } from './shapes'

/** Of the style sheet: the height of a row and of the head above the rows. */
const rowHeight = 48
const headHeight = 80

/**
 * People by slots. Only the rows in view are drawn; one cell can be reached by Tab and the arrows go on from there. A meeting
 * is carried by mouse or keys, and what stands against a slot is shown before it is dropped.
 */
export function Matrix({ atlas, rows, run, deeds, speech, open }: { atlas: Atlas; rows: Row[]; run: Run | undefined; deeds: Deeds; speech: Speech; open: (wish: string) => void }) {
  const { t, i18n } = useTranslation()
  const rightToLeft = directionOf(i18n.language) === 'rtl'
  const scroller = useRef<HTMLDivElement>(null)
  const { top, view } = useScroll(scroller)
  const people = useMemo(() => rows.flatMap((row) => (row.kind === 'person' ? [row.key] : [])), [rows])
  const [chosen, setChosen] = useState<Spot>()
  const [looked, setLooked] = useState<Looked>()
  const [said, say] = useState('')
  const [carry, act] = useReducer(carrying, undefined)
  const wanted = useRef(false)
  const obstacles = useObstacles(run, carry?.wish)
  const slots = obstacles.data?.slots

  const first = people[0]
  const active = chosen && people.includes(chosen.row) ? chosen : first ? { row: first, slot: 0 } : undefined
  const spot = carry && active ? { row: carry.person, slot: carry.over } : active
  const keep = spot && rows.findIndex(({ key }) => key === spot.row)
  const spans = windowOf(rows.length, rowHeight, top, view, 4, keep)

  useEffect(() => {
    if (!wanted.current || !spot) return
    wanted.current = false
    cellAt(scroller.current, spot)?.focus()
  })

  const when = (slot: number) => sayWhen(speech, atlas.timetable.slots[slot]?.starts ?? '')
  const reasons = (slot: number) => {
    const ground = carry && groundOf(carry, slots, slot)
    return ground?.state === 'blocked' ? ground.obstacles.map((one) => sayObstacle(speech, one)).join(' ') : ''
  }
  const held = carry && atlas.meetings.get(carry.wish)

  // Said again when the answer comes, so that nobody waits for a word that was said too early.
  const ground = carry && groundOf(carry, slots, carry.over)
  const over = carry && ground && t(`schedule.carry.${ground.state}`, { when: when(carry.over), why: reasons(carry.over) })
  const begun = carry && held && carry.over === carry.from ? t('schedule.carry.picked', { who: sayMeeting(speech, held.people), when: when(carry.from) }) : undefined

  const pick = (meeting: Placed, person: string) => {
    if (meeting.frozen) return say(t('schedule.carry.fixed'))
    say('')
    act({ type: 'pick', wish: meeting.wish, person, slot: meeting.slot })
  }
  const drop = (slot: number) => {
    if (!carry || !held) return
    const under = groundOf(carry, slots, slot)
    if (under.state === 'asking') return
    if (under.state === 'blocked') return say(t('schedule.carry.cannot', { when: when(slot), why: reasons(slot) }))
    if (under.state === 'free') {
      deeds.move(held, slot)
      say(t('schedule.carry.dropped', { who: sayMeeting(speech, held.people), when: when(slot) }))
    } else say(t('schedule.carry.back', { when: when(slot) }))
    setChosen({ row: carry.person, slot })
    act({ type: 'end' })
  }
  const back = () => {
    if (!carry) return
    say(t('schedule.carry.back', { when: when(carry.from) }))
    setChosen({ row: carry.person, slot: carry.from })
    act({ type: 'end' })
  }

  const carryKey = (key: string): boolean => {
    if (!carry) return false
    const count = atlas.timetable.slots.length
    const free = (from: number, by: number) => {
      for (let at = from + by; at >= 0 && at < count; at += by) if (groundOf(carry, slots, at).state === 'free') return at
      return from
    }
    const step = stepOf(key, rightToLeft)
    if (key === 'Enter' || key === ' ') drop(carry.over)
    else if (key === 'Escape') back()
    else {
      if (step !== 0) act({ type: 'step', by: step, slots: count })
      else if (key === 'ArrowDown') act({ type: 'over', slot: free(carry.over, 1) })
      else if (key === 'ArrowUp') act({ type: 'over', slot: free(carry.over, -1) })
      else return false
      say('')
    }
    return true
  }
  const restKey = (key: string): boolean => {
    if (!active) return false
    const meeting = atlas.met(active.row, active.slot)
    const next = spotAfter(key, active, people, atlas.timetable.slots.length, rightToLeft)
    if (next) setChosen(next)
    else if (!meeting) return false
    else if (key === 'Enter' && deeds.editable) pick(meeting, active.row)
    else if (key === 'Enter' || key === ' ') open(meeting.wish)
    else if (key === 'f' || key === 'F') deeds.freeze(meeting, !meeting.frozen)
    else if (key === 'Delete' && deeds.editable) deeds.remove(meeting)
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey) return
    if (event.ctrlKey) {
      if (event.key !== 'z' || !deeds.undo) return
      deeds.undo()
    } else if (!(carry ? carryKey(event.key) : restKey(event.key))) return
    event.preventDefault()
    wanted.current = true
  }

  const lookAt = (target: EventTarget) => {
    const spotted = spotOf(target)
    if (spotted?.row !== looked?.row || spotted?.slot !== looked?.slot) setLooked(spotted)
  }
  const onDragStart = (event: DragEvent) => {
    const from = spotOf(event.target)
    const meeting = from && atlas.met(from.row, from.slot)
    if (!from || !meeting) return event.preventDefault()
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', sayMeeting(speech, meeting.people))
    // A browser ends a drag whose element changes while it begins.
    setTimeout(() => pick(meeting, from.row))
  }
  const onDragOver = (event: DragEvent) => {
    const to = spotOf(event.target)
    if (!to || !carry || !held?.people.includes(to.row)) return
    act({ type: 'over', slot: to.slot })
    if (groundOf(carry, slots, to.slot).state === 'free') event.preventDefault()
  }
  const onDrop = (event: DragEvent) => {
    const to = spotOf(event.target)
    if (!to) return
    event.preventDefault()
    drop(to.slot)
  }
  const onClick = (event: MouseEvent) => {
    const clicked = spotOf(event.target)
    if (!clicked) return
    setChosen(clicked)
    const meeting = atlas.met(clicked.row, clicked.slot)
    if (meeting && !carry) open(meeting.wish)
  }

  const drawn = (index: number) => {
    const row = rows[index]
    if (!row) return null
    if (row.kind === 'side') return <SideRow key={row.key} row={row} index={index} columns={atlas.timetable.slots.length} />
    const inHand = held?.people.includes(row.key)
    return <PersonRow key={row.key} row={row} index={index} atlas={atlas} speech={speech} active={spot?.row === row.key ? spot.slot : undefined} carry={inHand ? carry : undefined} grounds={inHand ? slots : undefined} editable={deeds.editable} />
  }

  return (
    <div className={styles.board}>
      <Days atlas={atlas} speech={speech} scroller={scroller} />
      <div ref={scroller} className={styles.scroll} data-carrying={carry ? true : undefined}>
        <table
          role="grid"
          className={styles.matrix}
          aria-label={t('schedule.matrix')}
          aria-describedby="schedule-keys"
          aria-rowcount={rows.length + 2}
          aria-colcount={atlas.timetable.slots.length + 1}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onMouseOver={(event) => lookAt(event.target)}
          onMouseLeave={() => setLooked(undefined)}
          onFocus={(event) => {
            lookAt(event.target)
            const focused = spotOf(event.target)
            if (focused && !carry) setChosen(focused)
          }}
          onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && carry && back()}
          onDragStart={onDragStart}
          onDragOver={onDragOver}
          onDrop={onDrop}
          onDragEnd={() => act({ type: 'end' })}
        >
          <Head atlas={atlas} speech={speech} over={carry?.over} />
          <tbody>
            {spans.map((span, place) =>
              'gap' in span ? (
                <tr key={`gap${place}`} aria-hidden="true">
                  <td className={styles.gap} style={{ height: span.gap * rowHeight }} colSpan={atlas.timetable.slots.length + 1} />
                </tr>
              ) : (
                Array.from({ length: span.to - span.from }, (_, index) => drawn(span.from + index))
              ),
            )}
          </tbody>
        </table>
      </div>
      <Lens atlas={atlas} speech={speech} at={carry ? { row: carry.person, slot: carry.over } : (looked ?? undefined)} carried={over} blocked={ground?.state === 'blocked'} />
      <p className="visually-hidden" aria-live="polite">
        {said || begun || over}
      </p>
    </div>
  )
}

/** Jumps to the first slot of a day; of one day there is nowhere to jump. */
function Days({ atlas, speech, scroller }: { atlas: Atlas; speech: Speech; scroller: { current: HTMLDivElement | null } }) {
  const { t } = useTranslation()
  if (atlas.days.length < 2) return null
  const jump = (slot: number) => {
    const head = scroller.current?.querySelector<HTMLElement>(`[data-column="${slot}"]`)
    const names = scroller.current?.querySelector<HTMLElement>('thead th')
    if (!head || !names || !scroller.current) return
    const sign = getComputedStyle(scroller.current).direction === 'rtl' ? -1 : 1
    const start = sign === 1 ? head.getBoundingClientRect().left - names.getBoundingClientRect().right : names.getBoundingClientRect().left - head.getBoundingClientRect().right
    scroller.current.scrollBy({ left: sign * start, behavior: 'smooth' })
  }
  return (
    <p className={styles.days}>
      <span className="quiet">{t('schedule.toDay')}</span>
      {atlas.days.map(({ day, starts, from }) => (
        <button key={day} type="button" onClick={() => jump(from)}>
          {dayName(starts, speech.venue, speech.language)}
        </button>
      ))}
    </p>
  )
}

/** How far the box is scrolled and how much of it is seen, in whole rows, so that most scrolling draws nothing anew. */
function useScroll(box: { current: HTMLDivElement | null }) {
  const [at, setAt] = useState({ top: 0, view: 720 })
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const read = () => {
      const top = Math.floor(element.scrollTop / rowHeight) * rowHeight
      const view = element.clientHeight - headHeight
      setAt((before) => (before.top === top && before.view === view ? before : { top, view }))
    }
    read()
    element.addEventListener('scroll', read, { passive: true })
    const sized = new ResizeObserver(read)
    sized.observe(element)
    return () => {
      element.removeEventListener('scroll', read)
      sized.disconnect()
    }
  }, [box])
  return at
}

function cellAt(root: HTMLElement | null, { row, slot }: Spot): HTMLElement | null | undefined {
  return root?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(row)}"] > td[data-slot="${slot}"]`)
}

function spotOf(target: EventTarget): Spot | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('td[data-slot]') : null
  const row = cell?.parentElement?.dataset.row
  return cell && row ? { row, slot: Number(cell.dataset.slot) } : undefined
}
