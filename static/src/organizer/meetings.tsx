import { Badge, SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useExhibition, useMe } from '../api/session'
import type { List, MeetingRequest } from '../api/shapes'
import { Page } from '../app/page'
import { useWords, Words } from '../i18n/words'
import { Empty, Loaded } from '../states/states'
import { clock, dayIn, dayName } from '../time/zones'
import { Matrix } from './matrix'
import styles from './organizer.module.css'

/** All meetings: a matrix of companies and slots on a desk, a list by day on a phone. */
export function Meetings() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const venue = useExhibition()?.zone ?? 'UTC'
  const phone = useMediaQuery('(max-width: 760px)')
  const [day, setDay] = useState<string>()
  const meetings = useQuery({
    queryKey: ['meetings', me?.exhibition],
    queryFn: ({ signal }) => read<List<MeetingRequest>>('/api/v1/exhibitions/{id}/meetings', { path: { id: me?.exhibition ?? '' }, query: { limit: 200 } }, signal),
    enabled: Boolean(me?.exhibition),
    refetchInterval: 15_000,
  })
  const placed = (meetings.data?.items ?? []).filter((meeting): meeting is MeetingRequest & { starts: string } => Boolean(meeting.starts))
  const days = [...new Set(placed.map((meeting) => dayIn(meeting.starts, venue)))].sort()
  const shown = day && days.includes(day) ? day : days[0]
  const onDay = placed.filter((meeting) => dayIn(meeting.starts, venue) === shown)
  return (
    <Page
      title={t('nav.meetings')}
      above={t('programme.venue', { zone: venue })}
      aside={
        days.length > 1 && (
          <SegmentedControl
            aria-label={t('programme.day')}
            value={shown}
            onChange={setDay}
            data={days.map((value) => ({ value, label: dayName(placed.find((meeting) => dayIn(meeting.starts, venue) === value)?.starts ?? value, venue, i18n.language) }))}
          />
        )
      }
      wide
    >
      <Loaded query={meetings} empty={{ when: () => placed.length === 0, show: <Empty title={t('organizerMeetings.empty')}>{t('organizerMeetings.emptyWords')}</Empty> }}>
        {() => (phone ? <DayList meetings={onDay} venue={venue} /> : <Matrix meetings={onDay} venue={venue} />)}
      </Loaded>
    </Page>
  )
}

function DayList({ meetings, venue }: { meetings: (MeetingRequest & { starts: string })[]; venue: string }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  return (
    <ul className={styles.sessions}>
      {[...meetings].sort((a, b) => Date.parse(a.starts) - Date.parse(b.starts)).map((meeting) => (
        <li key={meeting.id}>
          <bdi className="number">{clock(meeting.starts, venue, i18n.language)}</bdi>
          <strong className="serif">
            {words(meeting.requester.orgName)} · <Words of={meeting.invitee.orgName} />
          </strong>
          <Badge>{t(`requests.state.${meeting.state}`)}</Badge>
        </li>
      ))}
    </ul>
  )
}
