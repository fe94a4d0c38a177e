import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { Problem } from '../api/problem'
import { useZone } from '../api/session'
import type { Slot } from '../api/shapes'
import { clock, dayName } from '../time/zones'
import styles from './meetings.module.css'
import { SlotGrid } from './slotpicker'

export type Repairable = { id: string; state?: string; v?: number; alternatives?: Slot[]; reslots?: { org: string; starts: string }[] }

/**
 * The times at which a meeting that was not held can be held after all. After a technical failure the first to press
 * decides; where somebody did not come, both sides have to press the same time.
 */
export function Repair({ meeting, theirZone, own }: { meeting: Repairable; theirZone?: string; own: string }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const missed = meeting.state === 'no_show'
  const take = useChange(
    (starts: string) => write('post', '/api/v1/meetings/{id}/reslot', { path: { id: meeting.id }, body: { starts }, version: meeting.v }),
    { refresh: [['requests'], ['agenda'], ['slots']], told: t(missed ? 'repair.said' : 'repair.taken'), handles: ['slot_taken'] },
  )
  if (!missed && meeting.state !== 'technical_failure') return null
  const gone = take.error instanceof Problem && take.error.code === 'slot_taken' ? ((take.error.extras.alternatives ?? []) as Slot[]) : undefined
  const slots = gone ?? meeting.alternatives ?? []
  // A meeting that was missed is over unless both want another one; without free times nothing is left to say.
  if (missed && slots.length === 0) return null
  const told = (at: string) => ({ day: dayName(at, zone, i18n.language), time: clock(at, zone, i18n.language) })
  const mine = meeting.reslots?.find(({ org }) => org === own)
  const theirs = meeting.reslots?.find(({ org }) => org !== own)
  return (
    <div className={styles.taken} role={gone ? 'alert' : undefined}>
      <p>{t(gone && slots.length > 0 ? 'requests.taken' : missed ? 'repair.missed' : slots.length === 0 ? 'repair.none' : 'repair.words')}</p>
      {mine && <p>{t('repair.mine', told(mine.starts))}</p>}
      {theirs && <p>{t('repair.theirs', told(theirs.starts))}</p>}
      {slots.length > 0 && (
        <SlotGrid
          slots={slots}
          theirZone={theirZone}
          chosen={slots.filter(({ starts }) => mine && Date.parse(starts) === Date.parse(mine.starts))}
          most={1}
          choose={([slot]) => slot && !take.isPending && take.mutate(slot.starts)}
        />
      )}
    </div>
  )
}
