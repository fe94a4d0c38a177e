import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read, write } from '../api/client'
import { useChange } from '../api/change'
import { noticesQuery } from '../api/notices'
import { useExhibition, useMe, useZone } from '../api/session'
import { choose, chosen, languages, speak, type Language } from '../i18n/setup'
import { useWords, Words } from '../i18n/words'
import { BellIcon, GateIcon, GlobeIcon, KeyboardIcon, MoonIcon, MoreIcon, PersonIcon, SunIcon } from '../icons/icons'
import { nextEntry, type AgendaDays } from '../meetings/agendadays'
import { Offline } from '../states/states'
import { clock, relative } from '../time/zones'
import { useNow } from '../time/now'
import styles from './frame.module.css'
import { placesFor } from './navigation'

const MorePlaces = lazy(() => import('./moreplaces').then((module) => ({ default: module.MorePlaces })))
const ShortcutSheet = lazy(() => import('./shortcuts').then((module) => ({ default: module.ShortcutSheet })))

/** How many tabs the phone's bar holds. */
const barPlaces = 6

/** What stands around every page: the gate, where one may go, what is next, and the choices of the reader. */
export function Frame() {
  const { t } = useTranslation()
  const me = useMe()
  const places = placesFor(me)
  const navigate = useNavigate()
  const [sheet, setSheet] = useState(false)
  const [more, setMore] = useState(false)
  const onBar = places.length > barPlaces ? places.slice(0, barPlaces - 1) : places
  const inRoom = useRouterState({ select: (state) => state.location.pathname.startsWith('/rooms/') })
  useHotkeys([
    ['shift+?', () => setSheet(true), { usePhysicalKeys: false }],
    ...places.map((place): [string, () => void] => [`alt+${place.key}`, () => void navigate({ to: place.to })]),
  ])
  useSpeakPersonal(me?.person?.lang)
  return (
    <div className={styles.frame} data-room={inRoom || undefined}>
      <a className={styles.skip} href="#content">
        {t('frame.skip')}
      </a>
      <header className={styles.header}>
        <div className={styles.top}>
          <Mark />
          <NextUp />
          <div className={styles.choices}>
            {me?.person && <Bell />}
            <LanguageChoice />
            <ThemeChoice />
            <ActionIcon className={styles.desk} aria-label={t('shortcuts.title')} onClick={() => setSheet(true)}>
              <KeyboardIcon />
            </ActionIcon>
            <AccountChoice />
          </div>
        </div>
        <nav className={styles.nav} aria-label={t('frame.places')}>
          {places.map((place) => (
            <Link key={place.to} to={place.to} className={styles.place} activeOptions={ownOnly(place, places)}>
              {t(place.label)}
            </Link>
          ))}
        </nav>
      </header>
      <Offline />
      <main id="content" tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <footer className={styles.foot}>
        <Link to="/verify">{t('verify.title')}</Link>
      </footer>
      <nav className={styles.bar} aria-label={t('frame.places')}>
        {onBar.map(({ to, label, icon: Icon }) => (
          <Link key={to} to={to} className={styles.tab} activeOptions={ownOnly({ to }, places)}>
            <Icon size={24} />
            <span>{t(label)}</span>
          </Link>
        ))}
        {onBar.length < places.length && (
          <button type="button" className={styles.tab} aria-haspopup="dialog" onClick={() => setMore(true)}>
            <MoreIcon size={24} />
            <span>{t('frame.more')}</span>
          </button>
        )}
      </nav>
      {more && (
        <Suspense fallback={null}>
          <MorePlaces places={places.slice(onBar.length)} close={() => setMore(false)} />
        </Suspense>
      )}
      {sheet && (
        <Suspense fallback={null}>
          <ShortcutSheet places={places} close={() => setSheet(false)} />
        </Suspense>
      )}
    </div>
  )
}

/** A place above others is marked on its own page only, whatever is looked up there. */
const ownOnly = ({ to }: { to: string }, places: { to: string }[]) => ({ exact: places.some((other) => other.to.startsWith(`${to}/`)), includeSearch: false })

/** A signed-in person is spoken to in the language of the profile, unless another was chosen on this device. */
function useSpeakPersonal(profile: string | undefined) {
  useEffect(() => {
    const language = languages.find(({ code }) => code === profile)?.code
    if (language && !chosen()) void speak(language)
  }, [profile])
}

function Mark() {
  const { t } = useTranslation()
  const exhibition = useExhibition()
  return (
    <Link to="/lobby" className={styles.mark}>
      <span className={styles.gate}>
        <GateIcon size={28} />
      </span>
      <span>
        <span className={styles.name}>{exhibition ? <Words of={exhibition.name} /> : 'Fairground'}</span>
        {exhibition && (
          <span className={styles.phase} data-live={exhibition.phase === 'live' || undefined}>
            {t(`phase.${exhibition.phase}`)}
          </span>
        )}
      </span>
    </Link>
  )
}

function NextUp() {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const zone = useZone()
  const now = useNow(30_000)
  const me = useMe()
  const agenda = useQuery({
    queryKey: ['agenda'],
    queryFn: ({ signal }) => read<AgendaDays>('/api/v1/agenda', {}, signal),
    enabled: Boolean(me?.person),
    refetchInterval: 60_000,
  })
  const next = agenda.data && nextEntry(agenda.data, now)
  if (!next) return <span />
  const when = Date.parse(next.starts) <= now ? t('lobby.running') : relative(next.starts, now, i18n.language)
  const content = (
    <>
      <span className={styles.nextWhen}>
        <bdi className="number">{clock(next.starts, zone, i18n.language)}</bdi> · {when}
      </span>
      <span className={styles.nextWhat}>{words(next.title) || words(next.with?.orgName)}</span>
    </>
  )
  return next.room ? (
    <Link to="/rooms/$room" params={{ room: next.room }} className={styles.next} aria-label={t('frame.next', { what: words(next.title) || words(next.with?.orgName), when })}>
      {content}
    </Link>
  ) : (
    <Link to="/agenda" className={styles.next}>
      {content}
    </Link>
  )
}

function Bell() {
  const { t } = useTranslation()
  const notices = useQuery(noticesQuery)
  const unread = notices.data?.items.filter(({ read: seen }) => !seen).length ?? 0
  return (
    <ActionIcon className={styles.bell} renderRoot={(props) => <Link to="/notices" {...props} />} aria-label={t('frame.notices', { count: unread })}>
      <BellIcon />
      {unread > 0 && (
        <span className={styles.unread} aria-hidden="true">
          {unread}
        </span>
      )}
    </ActionIcon>
  )
}

function LanguageChoice() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const keep = useChange((lang: Language) => write('patch', '/api/v1/me', { body: { lang }, version: me?.person?.v }), {
    refresh: [['me']],
  })
  const switchTo = async (language: Language) => {
    await choose(language)
    if (me?.person) keep.mutate(language)
  }
  return (
    <label className={styles.language}>
      <GlobeIcon />
      <span className="visually-hidden">{t('frame.language')}</span>
      <select value={i18n.language} onChange={(event) => void switchTo(event.currentTarget.value as Language)}>
        {languages.map(({ code, name }) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function ThemeChoice() {
  const { t } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  return (
    <ActionIcon
      aria-label={t(scheme === 'dark' ? 'frame.day' : 'frame.night')}
      onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
    >
      {scheme === 'dark' ? <SunIcon /> : <MoonIcon />}
    </ActionIcon>
  )
}

function AccountChoice() {
  const { t } = useTranslation()
  const me = useMe()
  if (!me?.person) {
    return (
      <Link to="/sign-in" className={styles.signIn}>
        {t('frame.signIn')}
      </Link>
    )
  }
  return (
    <ActionIcon renderRoot={(props) => <Link to="/account" {...props} />} aria-label={t('frame.account', { name: me.person.name })}>
      <PersonIcon />
    </ActionIcon>
  )
}
