import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useZone } from '../api/session'
import type { ApplicationState } from '../api/shapes'
import { Page } from '../app/page'
import { Words } from '../i18n/words'
import { Loaded } from '../states/states'
import { dateName } from '../time/zones'
import styles from './accounts.module.css'

/** What became of an application, for whoever holds its key; no sign-in, because there is no account yet. */
export function ApplicationPage() {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const { key = '' } = useParams({ strict: false })
  const application = useQuery({
    queryKey: ['application', key],
    queryFn: ({ signal }) => read<ApplicationState>('/api/v1/applications/{key}', { path: { key } }, signal),
    refetchInterval: 30_000,
  })
  return (
    <Page title={t('application.title')}>
      <Loaded query={application}>
        {({ name, state, reason, applied }) => (
          <div className={`sheet ${styles.narrow}`}>
            <h2 className={styles.head}>
              <Words of={name} />
            </h2>
            <p role="status">{t(`application.${state}`)}</p>
            {reason && <p>{reason}</p>}
            <p className="quiet">{t('application.since', { day: dateName(applied, zone, i18n.language) })}</p>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
