import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useMe } from '../api/session'
import type { MeetingRequest } from '../api/shapes'
import { Page } from '../app/page'
import { useWords, Words } from '../i18n/words'
import { Failed, Loading } from '../states/states'
import { ThreeTimes } from '../time/threetimes'
import { OutcomeForm } from './outcomeform'
import { stillOpen } from './outcomes'
import styles from './outcome.module.css'
import { SecondMeeting } from './secondmeeting'

const meetingQuery = (id: string) => ({
  queryKey: ['meeting', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => read<MeetingRequest>('/api/v1/meetings/{id}', { path: { id } }, signal),
})

/** How a meeting went: twenty seconds, and a second one on the spot. */
export function OutcomePage() {
  const { t } = useTranslation()
  const words = useWords()
  const me = useMe()
  const { meeting: id = '' } = useParams({ strict: false })
  const query = useQuery(meetingQuery(id))
  if (query.isError && !query.data) return <Failed failure={query.error} again={() => void query.refetch()} />
  if (!query.data) return <Loading />
  const meeting = query.data
  const other = meeting.requester.org === me?.organization?.id ? meeting.invitee : meeting.requester
  return (
    <Page title={<Words of={other.orgName} />} tab={words(other.orgName)} above={t('outcome.above')} aside={<Link to="/agenda">{t('nav.agenda')}</Link>}>
      {meeting.starts && <ThreeTimes at={meeting.starts} theirZone={other.zone} />}
      <After meeting={meeting} theirZone={other.zone} />
    </Page>
  )
}

/** The same where a meeting's room has just closed. */
export function OutcomeHere({ meeting: id }: { meeting: string }) {
  const me = useMe()
  const query = useQuery(meetingQuery(id))
  const meeting = query.data
  // A guest of the room, as an interpreter, has nothing to say about the deal.
  if (!meeting || ![meeting.requester.org, meeting.invitee.org].includes(me?.organization?.id ?? '')) return null
  const other = meeting.requester.org === me?.organization?.id ? meeting.invitee : meeting.requester
  return <After meeting={meeting} theirZone={other.zone} />
}

function After({ meeting, theirZone }: { meeting: MeetingRequest; theirZone?: string }) {
  const { t } = useTranslation()
  const over = meeting.ends !== undefined && !stillOpen(meeting.ends, Date.now())
  return (
    <div className={styles.after}>
      {over && !meeting.outcome ? <p>{t('outcome.tooLate')}</p> : <OutcomeForm key={meeting.v} meeting={meeting} closed={over} />}
      <SecondMeeting meeting={meeting} theirZone={theirZone} />
    </div>
  )
}
