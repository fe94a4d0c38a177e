import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useMe } from '../api/session'
import type { List, Suggestion } from '../api/shapes'
import { Page } from '../app/page'
import { countryName, languageName, useWords, Words } from '../i18n/words'
import { Empty, Loaded } from '../states/states'
import { AskToMeet, type Invitee } from './asktomeet'
import styles from './meetings.module.css'
import { WishControl } from './wishcontrol'

/** Whom to meet, best first, each with the reasons the score is made of. */
export function Suggestions() {
  const { t } = useTranslation()
  const me = useMe()
  const [asking, setAsking] = useState<Invitee>()
  const exhibition = me?.exhibition ?? ''
  const suggestions = useQuery({
    queryKey: ['suggestions', exhibition],
    queryFn: ({ signal }) => read<List<Suggestion>>('/api/v1/exhibitions/{id}/suggestions', { path: { id: exhibition }, query: { limit: 20 } }, signal),
    enabled: Boolean(me?.person && exhibition),
  })
  return (
    <Page
      title={t('matches.title')}
      above={t('matches.above')}
      aside={
        <>
          <Button variant="outline" renderRoot={(props) => <Link to="/wishes" {...props} />}>
            {t('wishes.title')}
          </Button>
          <Button variant="subtle" renderRoot={(props) => <Link to="/needs" {...props} />}>
            {t('matches.change')}
          </Button>
        </>
      }
    >
      <Loaded
        query={suggestions}
        empty={{
          when: ({ items }) => items.length === 0,
          show: (
            <Empty title={t('matches.empty')} action={<Button renderRoot={(props) => <Link to="/needs" {...props} />}>{t('lobby.toNeeds')}</Button>}>
              {t('matches.emptyWords')}
            </Empty>
          ),
        }}
      >
        {({ items }) => (
          <ol className={styles.suggestions}>
            {items.map((suggestion) => (
              <One
                key={suggestion.org}
                suggestion={suggestion}
                ask={() => setAsking({ org: suggestion.org, name: suggestion.orgName, languages: suggestion.languages, booth: suggestion.booth })}
              />
            ))}
          </ol>
        )}
      </Loaded>
      {asking && <AskToMeet opened close={() => setAsking(undefined)} invitee={asking} />}
    </Page>
  )
}

function One({ suggestion, ask }: { suggestion: Suggestion; ask: () => void }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(suggestion.score)
  return (
    <li className={styles.suggestion}>
      <div className={styles.score} aria-label={t('matches.score', { percent })}>
        <bdi className="serif number">{percent}</bdi>
        <span className={styles.scale} style={{ inlineSize: `${Math.round(suggestion.score * 100)}%` }} />
      </div>
      <div className={styles.why}>
        <h2>
          {suggestion.booth ? (
            <Link to="/booths/$booth" params={{ booth: suggestion.booth }}>
              <Words of={suggestion.orgName} />
            </Link>
          ) : (
            <Words of={suggestion.orgName} />
          )}
        </h2>
        <p className="quiet">
          {countryName(suggestion.country, i18n.language)}
          {suggestion.languages.length > 0 && ` · ${suggestion.languages.map((code) => languageName(code, i18n.language)).join(t('list.separator'))}`}
          {` · ${t('matches.slots', { count: suggestion.freeSlots })}`}
        </p>
        <ul className={styles.reasons}>
          {suggestion.reasons.map((reason, index) => (
            <li key={reason.code + index}>{words(reason.text)}</li>
          ))}
        </ul>
      </div>
      <div className={styles.act}>
        <Button onClick={ask}>
          {t('booth.meet')}
        </Button>
        <WishControl org={suggestion.org} name={words(suggestion.orgName)} want={suggestion.want} />
      </div>
    </li>
  )
}
