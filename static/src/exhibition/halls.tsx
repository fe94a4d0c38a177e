import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useExhibition, useMe } from '../api/session'
import type { Hall, List } from '../api/shapes'
import { Page } from '../app/page'
import { BoothFacade } from '../face/facadeview'
import { Words } from '../i18n/words'
import { Empty, Loaded } from '../states/states'
import { hallQuery } from './hallquery'
import styles from './halls.module.css'

/** All halls: each a stretch of its street, with how many booths are lit now. */
export function Halls() {
  const { t } = useTranslation()
  const me = useMe()
  const exhibition = useExhibition()
  const halls = useQuery({
    queryKey: ['halls', me?.exhibition],
    queryFn: ({ signal }) => read<List<Hall>>('/api/v1/exhibitions/{id}/halls', { path: { id: me?.exhibition ?? '' } }, signal),
    enabled: Boolean(me?.exhibition),
    refetchInterval: 30_000,
  })
  return (
    <Page title={t('halls.title')} above={exhibition && <Words of={exhibition.name} />}>
      <Loaded query={halls} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('halls.empty')}>{t('halls.emptyWords')}</Empty> }}>
        {({ items }) => <HallList halls={items} />}
      </Loaded>
    </Page>
  )
}

function HallList({ halls }: { halls: Hall[] }) {
  const { t } = useTranslation()
  const pages = useQueries({ queries: halls.map((hall) => hallQuery(hall.id)) })
  return (
    <ol className={styles.halls}>
      {halls.map((hall, index) => (
        <li key={hall.id}>
          <Link to="/halls/$hall" params={{ hall: hall.id }} className={styles.hall}>
            <span className={styles.words}>
              <strong className={styles.name}>
                <Words of={hall.name} />
              </strong>
              <span>
                {hall.sector ? t(`sector.${hall.sector}`) : hall.theme}
              </span>
              <span className="quiet">{t('halls.booths', { count: hall.booths })}</span>
              <span className={hall.onDuty ? 'live' : 'quiet'}>{t('halls.onDuty', { count: hall.onDuty })}</span>
            </span>
            <span className={styles.strip}>
              {pages[index]?.data?.booths.slice(0, 6).map((booth) => (
                <span key={booth.id} className={styles.front}>
                  <BoothFacade booth={booth} />
                </span>
              ))}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  )
}
