import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { Problem } from '../api/problem'
import type { Slot } from '../api/shapes'
import styles from './meetings.module.css'
import { SlotGrid } from './slotpicker'

export type Repairable = { id: string; state?: string; v?: number; alternatives?: Slot[] }

/** The times at which a meeting that failed for technical reasons can be held after all; the first to press decides. */
export function Repair({ meeting, theirZone }: { meeting: Repairable; theirZone?: string }) {
  const { t } = useTranslation()
  const take = useChange(
    (starts: string) => write('post', '/api/v1/meetings/{id}/reslot', { path: { id: meeting.id }, body: { starts }, version: meeting.v }),
    { refresh: [['requests'], ['agenda'], ['slots']], told: t('repair.taken'), handles: ['slot_taken'] },
  )
  if (meeting.state !== 'technical_failure') return null
  const gone = take.error instanceof Problem && take.error.code === 'slot_taken' ? ((take.error.extras.alternatives ?? []) as Slot[]) : undefined
  const slots = gone ?? meeting.alternatives ?? []
  return (
    <div className={styles.taken} role={gone ? 'alert' : undefined}>
      <p>{t(slots.length === 0 ? 'repair.none' : gone ? 'requests.taken' : 'repair.words')}</p>
      {slots.length > 0 && <SlotGrid slots={slots} theirZone={theirZone} chosen={[]} most={1} choose={([slot]) => slot && !take.isPending && take.mutate(slot.starts)} />}
    </div>
  )
}
