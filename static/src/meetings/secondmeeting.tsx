import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { Problem } from '../api/problem'
import type { FreeSlot, MeetingRequest, Slot } from '../api/shapes'
import { Loaded } from '../states/states'
import styles from './outcome.module.css'
import { SlotGrid } from './slotpicker'

/** A second meeting on the spot: one of the next times both have free, which the other side accepts with one press. */
export function SecondMeeting({ meeting, theirZone }: { meeting: MeetingRequest; theirZone?: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(meeting.outcome?.next === 'second_meeting')
  const [chosen, setChosen] = useState<Slot[]>([])
  const slots = useQuery({
    queryKey: ['next', meeting.id],
    queryFn: ({ signal }) => read<{ slots: FreeSlot[] }>('/api/v1/meetings/{id}/next', { path: { id: meeting.id } }, signal),
    enabled: open,
  })
  const ask = useChange((starts: string) => write('post', '/api/v1/meetings/{id}/next', { path: { id: meeting.id }, body: { starts } }), {
    refresh: [['requests'], ['slots'], ['next']],
    told: t('outcome.asked'),
    handles: ['slot_taken'],
  })
  const gone = ask.error instanceof Problem && ask.error.code === 'slot_taken'
  if (ask.isSuccess) {
    return (
      <p className={styles.asked} role="status">
        {t('outcome.asked')} <Link to="/requests">{t('nav.requests')}</Link>
      </p>
    )
  }
  return (
    <section className={styles.second}>
      <h2>{t('outcome.second')}</h2>
      <p className="quiet">{t('outcome.secondWords')}</p>
      {!open ? (
        <Button variant="outline" onClick={() => setOpen(true)}>
          {t('outcome.times')}
        </Button>
      ) : (
        <Loaded query={slots} empty={{ when: (data) => data.slots.length === 0, show: <p>{t('slots.none')}</p> }}>
          {(data) => (
            <>
              {gone && <p role="alert">{t('problem.slot_taken')}</p>}
              <SlotGrid slots={data.slots} theirZone={theirZone} chosen={chosen} most={1} choose={setChosen} />
              <Button mt="md" disabled={chosen.length === 0} loading={ask.isPending} onClick={() => chosen[0] && ask.mutate(chosen[0].starts)}>
                {t('outcome.askSecond')}
              </Button>
            </>
          )}
        </Loaded>
      )}
    </section>
  )
}
