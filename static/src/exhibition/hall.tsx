import { Chip, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useExhibition } from '../api/session'
import { sectors, type BoothSummary } from '../api/shapes'
import { Page } from '../app/page'
import { useWords, Words } from '../i18n/words'
import { SearchIcon } from '../icons/icons'
import { Empty, Loaded } from '../states/states'
import { useNow } from '../time/now'
import { clock } from '../time/zones'
import { hallQuery } from './hallquery'
import styles from './hall.module.css'
import { Street } from './street'

type Filter = { q?: string; sector?: string; lit?: boolean }

/** One hall as a street. The filters stand in the address, so that a street can be sent to a colleague. */
export function HallPage() {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const { hall: id = '' } = useParams({ strict: false })
  const filter: Filter = useSearch({ strict: false })
  const navigate = useNavigate()
  const now = useNow(30_000)
  const venue = useExhibition()?.zone
  const hall = useQuery(hallQuery(id))
  const change = (part: Filter) => {
    const search = Object.fromEntries(Object.entries({ ...filter, ...part }).filter(([, value]) => value))
    void navigate({ to: '/halls/$hall', params: { hall: id }, search, replace: true, resetScroll: false })
  }
  const present = sectors.filter((sector) => hall.data?.booths.some((booth) => booth.sector === sector))
  return (
    <Page
      title={<Words of={hall.data?.name} />}
      tab={words(hall.data?.name)}
      above={<Link to="/halls">{t('halls.title')}</Link>}
      aside={
        venue && (
          <span className="quiet">
            {t('hall.venueTime')} <bdi className="serif number">{clock(now, venue, i18n.language)}</bdi>
          </span>
        )
      }
      wide
    >
      <div className={styles.filters} role="search">
        <TextInput
          className={styles.search}
          aria-label={t('hall.search')}
          placeholder={t('hall.search')}
          leftSection={<SearchIcon size={18} />}
          value={filter.q ?? ''}
          onChange={(event) => change({ q: event.currentTarget.value })}
        />
        <Chip size="md" variant="outline" checked={Boolean(filter.lit)} onChange={(lit) => change({ lit })}>
          {t('hall.litOnly')}
        </Chip>
        {present.length > 1 &&
          present.map((sector) => (
            <Chip key={sector} size="md" variant="outline" checked={filter.sector === sector} onChange={(on) => change({ sector: on ? sector : undefined })}>
              {t(`sector.${sector}`)}
            </Chip>
          ))}
      </div>
      <Loaded query={hall}>
        {({ booths }) => {
          const shown = booths.filter((booth) => passes(booth, filter))
          return shown.length > 0 ? (
            <Street booths={shown} now={now} venue={venue} />
          ) : (
            <Empty title={t(booths.length ? 'hall.nobody' : 'hall.empty')}>{t(booths.length ? 'hall.nobodyWords' : 'hall.emptyWords')}</Empty>
          )
        }}
      </Loaded>
    </Page>
  )
}

function passes(booth: BoothSummary, { q, sector, lit }: Filter): boolean {
  if (lit && booth.onDuty.length === 0) return false
  if (sector && booth.sector !== sector) return false
  const wanted = q?.trim().toLocaleLowerCase()
  if (!wanted) return true
  return [booth.number, ...Object.values(booth.orgName), ...Object.values(booth.tagline ?? {})].some((text) => text.toLocaleLowerCase().includes(wanted))
}
