import { Button, Checkbox, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import type { components } from '../api/schema'
import { useMe, useZone } from '../api/session'
import { Page, Section } from '../app/page'
import { Loaded } from '../states/states'
import { cityOf } from '../time/zones'
import styles from './accounts.module.css'
import { CalendarFeed } from './calendarfeed'
import { PushHere } from './pushhere'

type Settings = components['schemas']['NotifySettings']

const path = '/api/v1/notification-settings'

/** How and when the fair may speak to me: by mail, on this device, into my calendar, and never at night. */
export function Notifications() {
  const { t } = useTranslation()
  const me = useMe()
  const settings = useQuery({ queryKey: ['notification-settings'], queryFn: ({ signal }) => read<Settings>(path, {}, signal), enabled: Boolean(me?.person) })
  return (
    <Page title={t('notifications.title')} aside={<Link to="/account">{t('account.title')}</Link>}>
      <Loaded query={settings}>{(data) => <Form key={data.v} settings={data} />}</Loaded>
      <Section title={t('notifications.device')}>
        <PushHere />
      </Section>
      <Section title={t('account.calendar')}>
        <CalendarFeed />
      </Section>
    </Page>
  )
}

const nights = { from: '22:00', to: '07:00' }

function Form({ settings }: { settings: Settings }) {
  const { t } = useTranslation()
  const zone = useZone()
  const [draft, setDraft] = useState(settings)
  const put = (part: Partial<Settings>) => setDraft({ ...draft, ...part })
  const quiet = draft.quiet ?? nights
  const { v: _, ...body } = draft
  const wrong = draft.quiet !== null && (!draft.quiet.from || !draft.quiet.to || draft.quiet.from === draft.quiet.to)
  const save = useChange(() => write<Settings>('put', path, { body, version: settings.v }), { refresh: [['notification-settings']], told: t('account.saved') })
  return (
    <form
      className={`sheet ${styles.told}`}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Checkbox label={t('notifications.mail')} description={t('notifications.mailWords')} checked={draft.mail} onChange={(event) => put({ mail: event.currentTarget.checked })} />
      <fieldset className={styles.ways} disabled={!draft.mail}>
        <legend>{t('notifications.digest')}</legend>
        <label>
          <input type="radio" name="digest" checked={draft.digest === 'off'} onChange={() => put({ digest: 'off' })} />
          {t('notifications.each')}
        </label>
        <label>
          <input type="radio" name="digest" checked={draft.digest === 'daily'} onChange={() => put({ digest: 'daily' })} />
          {t('notifications.daily')}
        </label>
        {draft.digest === 'daily' && (
          <TextInput className={styles.clock} type="time" required withAsterisk={false} label={t('notifications.digestAt')} value={draft.digestAt} onChange={(event) => put({ digestAt: event.currentTarget.value })} />
        )}
      </fieldset>
      <Checkbox label={t('notifications.push')} description={t('notifications.pushWords')} checked={draft.push} onChange={(event) => put({ push: event.currentTarget.checked })} />
      <div>
        <Checkbox
          label={t('notifications.quiet', { city: cityOf(zone) })}
          description={t('notifications.quietWords')}
          checked={draft.quiet !== null}
          onChange={(event) => put({ quiet: event.currentTarget.checked ? nights : null })}
        />
        {draft.quiet && (
          <div className={styles.quiet}>
            <TextInput type="time" required withAsterisk={false} label={t('needs.from')} value={quiet.from} onChange={(event) => put({ quiet: { ...quiet, from: event.currentTarget.value } })} />
            <TextInput type="time" required withAsterisk={false} label={t('needs.to')} value={quiet.to} onChange={(event) => put({ quiet: { ...quiet, to: event.currentTarget.value } })} />
          </div>
        )}
      </div>
      <Button type="submit" disabled={wrong || (draft.digest === 'daily' && !draft.digestAt)} loading={save.isPending}>
        {t('action.save')}
      </Button>
    </form>
  )
}
