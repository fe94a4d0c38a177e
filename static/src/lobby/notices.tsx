import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { noticesQuery } from '../api/notices'
import { useZone } from '../api/session'
import type { Notice } from '../api/shapes'
import { Page } from '../app/page'
import { Words } from '../i18n/words'
import { Empty, Loaded } from '../states/states'
import { dayAndClock } from '../time/zones'
import styles from './lobby.module.css'

/** What the fair told this person; opening a notice marks it read and leads to what it is about. */
export function Notices() {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const navigate = useNavigate()
  const notices = useQuery(noticesQuery)
  const open = useChange(
    async (notice: Notice) => {
      if (!notice.read) await write('post', '/api/v1/notices/{id}/read', { path: { id: notice.id } })
    },
    { refresh: [noticesQuery.queryKey], done: (_, notice) => void navigate({ to: notice.path || '/lobby' }) },
  )
  return (
    <Page title={t('notices.title')}>
      <Loaded query={notices} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('notices.empty')} /> }}>
        {({ items }) => (
          <ul className={styles.notices}>
            {items.map((notice) => (
              <li key={notice.id} data-unread={!notice.read || undefined}>
                <button type="button" onClick={() => open.mutate(notice)}>
                  <Words of={notice.title} />
                  <time dateTime={notice.at} className="quiet">
                    {dayAndClock(notice.at, zone, i18n.language)}
                  </time>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Page>
  )
}
