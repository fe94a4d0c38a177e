import { Button, CopyButton, NativeSelect, SegmentedControl, TagsInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useMe, useZone } from '../api/session'
import type { ApiToken, List, Person, SessionRecord, Visibility } from '../api/shapes'
import { Page, Section } from '../app/page'
import { choose, languages, type Language } from '../i18n/setup'
import { countryName, Words } from '../i18n/words'
import { Empty, Loaded } from '../states/states'
import { cityOf, dateName, relative } from '../time/zones'
import { useNow } from '../time/now'
import styles from './accounts.module.css'

export function Account() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const signOut = useChange(() => write('delete', '/api/v1/session'), {
    done: async () => {
      await navigate({ to: '/lobby' })
      await queries.resetQueries()
    },
  })
  if (!me) return null
  if (!me.person) {
    return (
      <Page title={t('account.title')}>
        <Empty title={t('account.nobody')} action={<Button renderRoot={(props) => <Link to="/sign-in" {...props} />}>{t('frame.signIn')}</Button>} />
      </Page>
    )
  }
  return (
    <Page
      title={me.person.name}
      above={
        me.organization && (
          <>
            <Words of={me.organization.name} /> · {countryName(me.organization.country, i18n.language)}
          </>
        )
      }
      aside={
        <Button variant="outline" onClick={() => signOut.mutate()} loading={signOut.isPending}>
          {t('account.signOut')}
        </Button>
      }
    >
      <Profile key={me.person.v} person={me.person} />
      <Section title={t('consents.title')}>
        <p>
          {t(me.consents?.crossBorder?.given ? 'account.transferGiven' : 'account.transferNotGiven')}{' '}
          <Link to="/consents">{t('account.changeConsents')}</Link>
        </p>
      </Section>
      <Section title={t('notifications.title')}>
        <p>
          {t('notifications.short')} <Link to="/account/notifications">{t('notifications.change')}</Link>
        </p>
      </Section>
      <Sessions />
      <Tokens />
      <Section title={t('account.data')}>
        <p>{t('account.dataWords')}</p>
        <Button variant="outline" renderRoot={(props) => <a href="/api/v1/me/data" download="my-data.json" {...props} />}>
          {t('account.takeData')}
        </Button>
      </Section>
    </Page>
  )
}

function Profile({ person }: { person: Person }) {
  const { t } = useTranslation()
  const zones = Intl.supportedValuesOf('timeZone')
  const form = useForm({
    initialValues: {
      name: person.name,
      lang: person.lang,
      zone: person.zone,
      languages: person.languages ?? [],
      visibility: (person.visibility ?? 'exhibitors') as Visibility,
    },
  })
  const save = useChange((values: typeof form.values) => write('patch', '/api/v1/me', { body: values, version: person.v }), {
    refresh: [['me']],
    told: t('account.saved'),
    done: (_, values) => void choose(values.lang as Language),
  })
  return (
    <form className="sheet" onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <div className={styles.pair}>
        <TextInput label={t('account.name')} autoComplete="name" {...form.getInputProps('name')} />
        <TextInput label={t('signIn.email')} value={person.email} readOnly />
      </div>
      <div className={styles.pair}>
        <NativeSelect label={t('account.language')} data={languages.map(({ code, name }) => ({ value: code, label: name }))} {...form.getInputProps('lang')} />
        <NativeSelect
          label={t('account.zone')}
          data={(zones.includes(person.zone) ? zones : [person.zone, ...zones]).map((zone) => ({ value: zone, label: `${cityOf(zone)} (${zone})` }))}
          {...form.getInputProps('zone')}
        />
      </div>
      <TagsInput label={t('account.spoken')} description={t('account.spokenWords')} {...form.getInputProps('languages')} />
      <fieldset className={styles.fieldset}>
        <legend>{t('account.visibility')}</legend>
        <SegmentedControl
          fullWidth
          aria-label={t('account.visibility')}
          data={(['hidden', 'exhibitors', 'all'] as const).map((value) => ({ value, label: t(`account.visible.${value}`) }))}
          {...form.getInputProps('visibility')}
        />
      </fieldset>
      <Button type="submit" mt="md" loading={save.isPending} disabled={!form.isDirty()}>
        {t('action.save')}
      </Button>
    </form>
  )
}

function Sessions() {
  const { t, i18n } = useTranslation()
  const now = useNow(60_000)
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => read<List<SessionRecord>>('/api/v1/sessions', {}, signal),
  })
  const end = useChange((id: string) => write('delete', '/api/v1/sessions/{id}', { path: { id } }), {
    refresh: [['sessions']],
    told: t('account.sessionEnded'),
  })
  const endOthers = useChange(
    async (others: SessionRecord[]) => {
      for (const { id } of others) await write('delete', '/api/v1/sessions/{id}', { path: { id } })
    },
    { refresh: [['sessions']], told: t('account.othersEnded') },
  )
  const others = sessions.data?.items.filter(({ current }) => !current) ?? []
  return (
    <Section
      title={t('account.sessions')}
      aside={
        others.length > 0 && (
          <Button variant="outline" size="sm" h={44} loading={endOthers.isPending} onClick={() => endOthers.mutate(others)}>
            {t('account.endOthers')}
          </Button>
        )
      }
    >
      <Loaded query={sessions}>
        {({ items }) => (
          <ul className={styles.rows}>
            {items.map((session) => (
              <li key={session.id}>
                <span>
                  <strong>{session.agent || t('account.unknownDevice')}</strong>
                  <span className="quiet"> · {session.current ? t('account.thisDevice') : relative(session.seen, now, i18n.language)}</span>
                </span>
                {!session.current && (
                  <Button variant="outline" size="sm" onClick={() => end.mutate(session.id)}>
                    {t('account.endSession')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}

function Tokens() {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const [name, setName] = useState('')
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: ({ signal }) => read<List<ApiToken>>('/api/v1/tokens', {}, signal) })
  const make = useChange(() => write<{ token: string }>('post', '/api/v1/tokens', { body: { name: name.trim() } }), {
    refresh: [['tokens']],
    done: () => setName(''),
  })
  const revoke = useChange((id: string) => write('delete', '/api/v1/tokens/{id}', { path: { id } }), { refresh: [['tokens']] })
  return (
    <Section title={t('account.tokens')} aside={<a href="/api">{t('account.apiPage')}</a>}>
      <p className="quiet">{t('account.tokensWords')}</p>
      {make.data && (
        <div className={styles.token} role="status">
          <code>{make.data.token}</code>
          <CopyButton value={make.data.token}>
            {({ copied, copy }) => (
              <Button size="sm" onClick={copy}>
                {t(copied ? 'action.copied' : 'action.copy')}
              </Button>
            )}
          </CopyButton>
          <p>{t('account.tokenOnce')}</p>
        </div>
      )}
      <Loaded query={tokens}>
        {({ items }) => (
          <ul className={styles.rows}>
            {items.map((token) => (
              <li key={token.id}>
                <span>
                  <strong>{token.name}</strong>
                  <span className="quiet"> · {dateName(token.created, zone, i18n.language)}</span>
                </span>
                <Button variant="outline" color="vermilion" size="sm" onClick={() => revoke.mutate(token.id)}>
                  {t('account.revoke')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault()
          make.mutate()
        }}
      >
        <TextInput label={t('account.tokenName')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Button type="submit" disabled={!name.trim()} loading={make.isPending}>
          {t('account.makeToken')}
        </Button>
      </form>
    </Section>
  )
}
