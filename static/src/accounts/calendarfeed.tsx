import { Button, CopyButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import styles from './accounts.module.css'

/** The agenda for a calendar program, under an address nobody can guess; asking again ends the address before. */
export function CalendarFeed() {
  const { t } = useTranslation()
  const open = useChange(() => write<{ path: string }>('post', '/api/v1/calendar'))
  const address = open.data && new URL(open.data.path, location.origin).href
  return (
    <>
      <p className="quiet">{t('account.calendarWords')}</p>
      {address ? (
        <div className={styles.token} role="status">
          <code dir="ltr">{address}</code>
          <CopyButton value={address}>
            {({ copied, copy }) => (
              <Button size="sm" onClick={copy}>
                {t(copied ? 'action.copied' : 'action.copy')}
              </Button>
            )}
          </CopyButton>
          <p>{t('account.tokenOnce')}</p>
        </div>
      ) : (
        <Button variant="outline" loading={open.isPending} onClick={() => open.mutate()}>
          {t('account.openCalendar')}
        </Button>
      )}
    </>
  )
}
