import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useMe, useZone } from '../api/session'
import type { Profile } from '../api/shapes'
import { Page, Section } from '../app/page'
import { Empty, Loaded } from '../states/states'
import { cityOf } from '../time/zones'
import styles from './availability.module.css'
import { useAvailability, useSayAvailability } from './availabilityquery'
import { BusyCalendar } from './busycalendar'
import { OwnHours } from './ownhours'
import type { Availability as Said } from './shapes'
import { ahead, turn, turned, type ByHand } from './slotgrid'
import { Legend, SlotTable } from './slottable'

/** When I can meet: the fair's slots on my own clock, the hours behind them, and the calendar that fills them. */
export function Availability() {
  const { t } = useTranslation()
  const me = useMe()
  const zone = useZone()
  const availability = useAvailability()
  const profile = useQuery({
    queryKey: ['profile', me?.exhibition],
    queryFn: ({ signal }) => read<Profile>('/api/v1/exhibitions/{id}/profile', { path: { id: me?.exhibition ?? '' } }, signal),
    enabled: Boolean(me?.exhibition && me.person),
  })
  return (
    <Page title={t('availability.title')} above={t('agenda.zone', { city: cityOf(zone) })} aside={<Link to="/account">{t('availability.changeZone')}</Link>}>
      <p className={styles.lead}>{t('availability.words')}</p>
      <Loaded query={availability} empty={{ when: ({ slots }) => ahead(slots, Date.now()).length === 0, show: <Empty title={t('availability.noSlots')}>{t('availability.noSlotsWords')}</Empty> }}>
        {(data) => <Slots key={data.v} availability={data} />}
      </Loaded>
      <Section title={t('availability.hours')}>
        <Loaded
          query={profile}
          empty={{
            when: ({ v }) => v === 0,
            show: (
              <p>
                <Link to="/needs">{t('availability.needsFirst')}</Link>
              </p>
            ),
          }}
        >
          {(data) => <OwnHours key={data.v} profile={data} />}
        </Loaded>
      </Section>
      {availability.data && (
        <Section title={t('availability.calendar')}>
          <BusyCalendar key={availability.data.v} availability={availability.data} />
        </Section>
      )}
    </Page>
  )
}

function Slots({ availability }: { availability: Said }) {
  const { t } = useTranslation()
  const [now, setNow] = useState<ByHand>({ open: availability.open, closed: availability.closed })
  const save = useSayAvailability(t('availability.saved'))
  const count = turned(availability, now)
  const [slots] = useState(() => ahead(availability.slots, Date.now()))
  return (
    <>
      <div className={styles.slots}>
        <SlotTable slots={slots} now={now} turn={(slot) => setNow(turn(slot, now))} />
        <Legend />
      </div>
      {count > 0 && (
        <div className={styles.unsaved} role="status">
          <span>{t('availability.unsaved', { count })}</span>
          <span className={styles.acts}>
            <Button loading={save.isPending} onClick={() => save.mutate({ said: { ...now, busyUrl: availability.busyUrl }, version: availability.v })}>
              {t('action.save')}
            </Button>
            <Button variant="subtle" onClick={() => setNow({ open: availability.open, closed: availability.closed })}>
              {t('availability.undo')}
            </Button>
          </span>
        </div>
      )}
    </>
  )
}
