import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe, useZone } from '../api/session'
import type { MeetingRequest } from '../api/shapes'
import { Page, Section } from '../app/page'
import { countryName, useWords, Words } from '../i18n/words'
import { Empty, Loaded } from '../states/states'
import { clock, dayName } from '../time/zones'
import { AskToMeet, type Invitee } from './asktomeet'
import { useAllRequests, useCompanies } from './companies'
import type { Wish } from './shapes'
import { WhyNot } from './whynot'
import { useWish, WishControl, wishesQuery } from './wishcontrol'
import { counted, isMet, isUnderWay, levels, newestWith, onLevel, type Company, type Level } from './wishes'
import styles from './wishlist.module.css'

/** Whom I want to meet and whom not, on one page, with what became of it. */
export function Wishlist() {
  const { t } = useTranslation()
  const exhibition = useMe()?.exhibition ?? ''
  const wishes = useQuery(wishesQuery(exhibition))
  return (
    <Page
      title={t('wishes.title')}
      above={wishes.data && <Counts wishes={wishes.data.items} />}
      aside={
        <Button variant="outline" renderRoot={(props) => <Link to="/matches" {...props} />}>
          {t('nav.matches')}
        </Button>
      }
    >
      <p className={styles.lead}>{t('wishes.words')}</p>
      <Loaded query={wishes}>{({ items }) => <Levels wishes={items} />}</Loaded>
    </Page>
  )
}

/** "4 must, 6 want, 1 never" */
function Counts({ wishes }: { wishes: Wish[] }) {
  const { t } = useTranslation()
  const counts = counted(wishes)
  return levels.map((level) => t(`wishes.count.${level}`, { count: counts[level] })).join(t('list.separator'))
}

function Levels({ wishes }: { wishes: Wish[] }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const me = useMe()
  const [asking, setAsking] = useState<Invitee>()
  const companies = useCompanies(wishes.map(({ org }) => org))
  const requests = useAllRequests()
  const met = newestWith(requests.data?.items ?? [], me?.organization?.id ?? '')
  const nameOf = (org: string) => words(companies.get(org)?.name) || org
  return (
    <>
      <Add companies={companies} wishes={wishes} />
      {wishes.length === 0 && <Empty title={t('wishes.empty')}>{t('wishes.emptyWords')}</Empty>}
      {levels.map((level) => {
        const here = onLevel(wishes, level, nameOf, i18n.language)
        if (here.length === 0) return null
        return (
          <Section key={level} title={`${t(`matches.want.${level}`)} · ${here.length}`} aside={<span className="quiet">{t(`wishes.level.${level}`)}</span>}>
            <ul className={styles.wishes}>
              {here.map(({ org }) => (
                <One key={org} level={level} company={companies.get(org) ?? { org, name: {}, languages: [] }} request={met.get(org)} ask={setAsking} />
              ))}
            </ul>
          </Section>
        )
      })}
      {asking && <AskToMeet opened close={() => setAsking(undefined)} invitee={asking} />}
    </>
  )
}

function One({ level, company, request, ask }: { level: Level; company: Company; request?: MeetingRequest; ask: (invitee: Invitee) => void }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const [why, setWhy] = useState(false)
  const name = words(company.name) || company.org
  const open = level !== 'never' && !isMet(request)
  return (
    <li className={styles.wish} data-level={level}>
      <div>
        <h3>
          {company.booth ? (
            <Link to="/booths/$booth" params={{ booth: company.booth }}>
              <Words of={company.name} />
            </Link>
          ) : (
            <bdi>{name}</bdi>
          )}
        </h3>
        <p className="quiet">
          {company.country && `${countryName(company.country, i18n.language)} · `}
          <Became level={level} request={request} />
        </p>
      </div>
      <WishControl org={company.org} name={name} want={level} />
      {open && (
        <div className={styles.acts}>
          {!isUnderWay(request) && (
            <Button size="sm" h={44} variant="outline" aria-label={t('speakers.askOf', { name })} onClick={() => ask({ org: company.org, name: company.name, zone: company.zone, languages: company.languages, booth: company.booth })}>
              {t('booth.meet')}
            </Button>
          )}
          <Button size="sm" h={44} variant="subtle" aria-expanded={why} aria-label={t('why.askOf', { name })} onClick={() => setWhy(!why)}>
            {t('why.ask')}
          </Button>
        </div>
      )}
      {why && open && <WhyNot org={company.org} />}
    </li>
  )
}

/** Where a wish stands, in a few words. */
function Became({ level, request }: { level: Level; request?: MeetingRequest }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  if (level === 'never') return t('wishes.never')
  if (!request || !isUnderWay(request)) return t('wishes.open')
  if (isMet(request) && request.starts) {
    return (
      <Link to="/agenda">
        {t('wishes.met', { day: dayName(request.starts, zone, i18n.language), time: clock(request.starts, zone, i18n.language) })}
      </Link>
    )
  }
  return <Link to="/requests">{t(`requests.state.${request.state}`)}</Link>
}

/** Any company of the fair by its name, beside those that are suggested. */
function Add({ companies, wishes }: { companies: Map<string, Company>; wishes: Wish[] }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const wish = useWish()
  const has = new Set(wishes.map(({ org }) => org))
  const sorter = new Intl.Collator(i18n.language)
  const choices = [...companies.values()]
    .filter(({ org }) => !has.has(org))
    .map(({ org, name }) => ({ value: org, label: words(name) || org }))
    .sort((a, b) => sorter.compare(a.label, b.label))
  return (
    <Select
      className={styles.add}
      label={t('wishes.add')}
      description={t('wishes.addWords')}
      placeholder={t('wishes.search')}
      searchable
      limit={40}
      data={choices}
      value={null}
      nothingFoundMessage={t('wishes.nobody')}
      onChange={(org) => org && wish.mutate({ org, want: 'want' })}
    />
  )
}
