import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useExhibition, useMe, useZone } from '../api/session'
import type { FreeSlot, List, Slot } from '../api/shapes'
import { Empty, Loaded } from '../states/states'
import { cityOf, clock, dayIn, dayName, isNight } from '../time/zones'
import styles from './meetings.module.css'

/** The times both sides have free, by the reader's day; night hours on either side are marked. */
export function SlotPicker({ org, theirZone, chosen, most, choose }: { org: string; theirZone?: string; chosen: Slot[]; most: number; choose: (slots: Slot[]) => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const free = useQuery({
    queryKey: ['slots', me?.exhibition, org],
    queryFn: ({ signal }) => read<List<FreeSlot>>('/api/v1/exhibitions/{id}/slots', { path: { id: me?.exhibition ?? '' }, query: { with: org } }, signal),
    enabled: Boolean(me?.exhibition),
  })
  return (
    <fieldset className={styles.slots}>
      <legend>{t('slots.legend', { count: most })}</legend>
      <Loaded query={free} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('slots.none')}>{t('slots.noneWords')}</Empty> }}>
        {({ items }) => <SlotGrid slots={items} theirZone={theirZone} chosen={chosen} most={most} choose={choose} />}
      </Loaded>
    </fieldset>
  )
}

export function SlotGrid({ slots, theirZone, chosen, most, choose }: { slots: Slot[]; theirZone?: string; chosen: Slot[]; most: number; choose: (slots: Slot[]) => void }) {
  const { t, i18n } = useTranslation()
  const mine = useZone()
  const venue = useExhibition()?.zone
  const theirs = theirZone ?? venue ?? mine
  const days = [...new Set(slots.map((slot) => dayIn(slot.starts, mine)))].sort()
  const isChosen = (slot: Slot) => chosen.some((other) => other.starts === slot.starts)
  const toggle = (slot: Slot) => {
    if (isChosen(slot)) choose(chosen.filter((other) => other.starts !== slot.starts))
    else if (most === 1) choose([slot])
    else if (chosen.length < most) choose([...chosen, { starts: slot.starts, ends: slot.ends }])
  }
  return (
    <>
      {theirs !== mine && <p className="quiet">{t('slots.clocks', { mine: cityOf(mine), theirs: cityOf(theirs) })}</p>}
      {days.map((day) => {
        const onDay = slots.filter((slot) => dayIn(slot.starts, mine) === day)
        return (
          <div key={day} className={styles.slotDay}>
            <h4>{dayName(onDay[0]?.starts ?? day, mine, i18n.language)}</h4>
            <div className={styles.slotRow}>
              {onDay.map((slot) => (
                <button
                  key={slot.starts}
                  type="button"
                  className={styles.slot}
                  aria-pressed={isChosen(slot)}
                  disabled={!isChosen(slot) && most > 1 && chosen.length >= most}
                  onClick={() => toggle(slot)}
                >
                  <bdi className="number">{clock(slot.starts, mine, i18n.language)}</bdi>
                  {theirs !== mine && <bdi className={styles.theirs}>{clock(slot.starts, theirs, i18n.language)}</bdi>}
                  {(isNight(slot.starts, mine) || isNight(slot.starts, theirs)) && <span className={styles.night}>{t('time.night')}</span>}
                </button>
              ))}
            </div>
          </div>
        )
      })}
    </>
  )
}
