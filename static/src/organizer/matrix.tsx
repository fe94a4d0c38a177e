import { useTranslation } from 'react-i18next'
import type { MeetingRequest } from '../api/shapes'
import { useWords, Words } from '../i18n/words'
import { clock } from '../time/zones'
import styles from './organizer.module.css'

type Placed = MeetingRequest & { starts: string }

/** A day of meetings: a row per inviting company, a column per start, a cell says whom it meets and in which state. */
export function Matrix({ meetings, venue }: { meetings: Placed[]; venue: string }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const starts = [...new Set(meetings.map((meeting) => meeting.starts))].sort()
  const hosts = [...new Map(meetings.map((meeting) => [meeting.invitee.org, meeting.invitee.orgName]))].sort(([, a], [, b]) => words(a).localeCompare(words(b), i18n.language))
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('nav.meetings')}>
      <table className={styles.matrix}>
        <thead>
          <tr>
            <th scope="col">{t('organizerMeetings.host')}</th>
            {starts.map((at) => (
              <th key={at} scope="col" className="number">
                <bdi>{clock(at, venue, i18n.language)}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hosts.map(([org, name]) => (
            <tr key={org}>
              <th scope="row">
                <Words of={name} />
              </th>
              {starts.map((at) => {
                const meeting = meetings.find((one) => one.invitee.org === org && one.starts === at)
                return (
                  <td key={at}>
                    {meeting && (
                      <span className={styles.cell} data-state={meeting.state} title={t(`requests.state.${meeting.state}`)}>
                        <Words of={meeting.requester.orgName} />
                        <span className="visually-hidden">, {t(`requests.state.${meeting.state}`)}</span>
                      </span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
