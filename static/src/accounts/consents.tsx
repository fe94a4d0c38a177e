import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useMe, useZone } from '../api/session'
import type { ConsentPage, ConsentRecord, Wording } from '../api/shapes'
import { homeOf } from '../app/navigation'
import { Page, Section } from '../app/page'
import { countryName, useWords, Words } from '../i18n/words'
import { CheckIcon, CrossIcon } from '../icons/icons'
import { Empty, Loaded } from '../states/states'
import { dateAndClock } from '../time/zones'
import styles from './accounts.module.css'

/** Two consents, asked apart and answered apart: the platform's terms, and the transfer of personal data to China. */
export function Consents() {
  const { t } = useTranslation()
  const me = useMe()
  const page = useQuery({
    queryKey: ['consents'],
    queryFn: ({ signal }) => read<ConsentPage>('/api/v1/me/consents', {}, signal),
    enabled: Boolean(me?.person),
  })
  if (me && !me.person) {
    return (
      <Page title={t('consents.title')}>
        <Empty title={t('account.nobody')} action={<Button renderRoot={(props) => <Link to="/sign-in" {...props} />}>{t('frame.signIn')}</Button>} />
      </Page>
    )
  }
  const given: Record<string, boolean | undefined> = { terms: me?.consents?.terms?.given, 'cross-border': me?.consents?.crossBorder?.given }
  return (
    <Page title={t('consents.title')} above={t('consents.above')}>
      <Loaded query={page}>
        {({ wordings, history }) => (
          <>
            <div className={styles.consents}>
              {wordings.map((wording) => (
                <ConsentSheet key={wording.kind} wording={wording} given={given[wording.kind]} />
              ))}
            </div>
            {given.terms !== undefined && (
              <p>
                <Button renderRoot={(props) => <Link to={me ? homeOf(me) : '/lobby'} {...props} />}>{t('consents.continue')}</Button>
              </p>
            )}
            {history.length > 0 && <History records={history} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function ConsentSheet({ wording, given }: { wording: Wording; given: boolean | undefined }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const { kind, recipient, purpose, categories, rights } = wording
  const answer = useChange(
    (yes: boolean) => write('put', '/api/v1/me/consents/{kind}', { path: { kind }, body: { given: yes, version: wording.version } }),
    { refresh: [['me'], ['consents']], told: t('consents.kept') },
  )
  return (
    <section className="sheet" aria-labelledby={`consent-${kind}`}>
      <h2 id={`consent-${kind}`} className={styles.head}>
        {t(`consents.${kind}.title`)}
      </h2>
      <p>
        <Words of={wording.text} mark />
      </p>
      <dl className={styles.points}>
        {recipient && (
          <div>
            <dt>{t('consents.recipient')}</dt>
            <dd>
              {words(recipient.name)}, {countryName(recipient.country, i18n.language)} · <bdi>{recipient.contact}</bdi>
            </dd>
          </div>
        )}
        {purpose && words(purpose) && (
          <div>
            <dt>{t('consents.purpose')}</dt>
            <dd>{words(purpose)}</dd>
          </div>
        )}
        {categories && categories.length > 0 && (
          <div>
            <dt>{t('consents.categories')}</dt>
            <dd>{categories.map(words).join(t('list.separator'))}</dd>
          </div>
        )}
        {words(rights) && (
          <div>
            <dt>{t('consents.rights')}</dt>
            <dd>{words(rights)}</dd>
          </div>
        )}
      </dl>
      <p className={styles.consequence}>{t(`consents.${kind}.without`)}</p>
      <div className={styles.buttons}>
        <Button
          variant={given === true ? 'filled' : 'outline'}
          leftSection={given === true ? <CheckIcon size={18} /> : undefined}
          aria-pressed={given === true}
          loading={answer.isPending && answer.variables}
          onClick={() => answer.mutate(true)}
        >
          {t(given === true ? 'consents.agreed' : 'consents.agree')}
        </Button>
        <Button
          variant={given === false ? 'filled' : 'outline'}
          color="gray"
          leftSection={given === false ? <CrossIcon size={18} /> : undefined}
          aria-pressed={given === false}
          loading={answer.isPending && !answer.variables}
          onClick={() => answer.mutate(false)}
        >
          {t(given === false ? 'consents.declined' : 'consents.decline')}
        </Button>
      </div>
    </section>
  )
}

function History({ records }: { records: ConsentRecord[] }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  return (
    <Section title={t('consents.history')}>
      <ul className={styles.plain}>
        {records.map((record) => (
          <li key={record.kind + record.at}>
            {t(record.given ? 'consents.gave' : 'consents.refused', {
              what: t(`consents.${record.kind}.title`),
              when: dateAndClock(record.at, zone, i18n.language),
              version: record.version,
            })}
          </li>
        ))}
      </ul>
    </Section>
  )
}
