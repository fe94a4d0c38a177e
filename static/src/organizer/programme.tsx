import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useExhibition, useMe } from '../api/session'
import type { List, Room, Session } from '../api/shapes'
import { Page, Section } from '../app/page'
import { useWords, Words } from '../i18n/words'
import { Empty, Loaded } from '../states/states'
import { clock, dayIn, dayName, instantOf } from '../time/zones'
import styles from './organizer.module.css'

/** The public programme on the venue's clock, and a form to add to it. */
export function Programme() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const venue = useExhibition()?.zone ?? 'UTC'
  const sessions = useQuery({
    queryKey: ['sessions', me?.exhibition],
    queryFn: ({ signal }) => read<List<Session>>('/api/v1/exhibitions/{id}/sessions', { path: { id: me?.exhibition ?? '' } }, signal),
    enabled: Boolean(me?.exhibition),
  })
  return (
    <Page title={t('nav.programme')} above={t('programme.venue', { zone: venue })} aside={<a href="/programme">{t('lobby.print')}</a>}>
      <Loaded query={sessions} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('lobby.noProgramme')} /> }}>
        {({ items }) => (
          <ul className={styles.sessions}>
            {[...items].sort((a, b) => Date.parse(a.starts) - Date.parse(b.starts)).map((session) => (
              <li key={session.id}>
                <bdi className="number">
                  {dayName(session.starts, venue, i18n.language)} {clock(session.starts, venue, i18n.language)}–{clock(session.ends, venue, i18n.language)}
                </bdi>
                <strong className="serif">
                  <Words of={session.title} mark />
                </strong>
                {session.room && (
                  <Link to="/rooms/$room" params={{ room: session.room }}>
                    {t('lobby.toRoom')}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Add venue={venue} />
    </Page>
  )
}

const kinds = ['conference', 'showcase', 'ceremony'] as const

function Add({ venue }: { venue: string }) {
  const { t } = useTranslation()
  const words = useWords()
  const me = useMe()
  const rooms = useQuery({
    queryKey: ['rooms', me?.exhibition],
    queryFn: ({ signal }) => read<List<Room>>('/api/v1/rooms', { query: { exhibition: me?.exhibition ?? '' } }, signal),
    enabled: Boolean(me?.exhibition),
  })
  const stages = rooms.data?.items.filter(({ kind }) => kind === 'stage') ?? []
  const exhibition = useExhibition()
  const form = useForm({
    initialValues: {
      en: '',
      zh: '',
      speakers: '',
      day: dayIn(exhibition?.starts ?? Date.now(), venue),
      from: '10:00',
      minutes: '45',
      kind: 'conference',
      deal: '',
      interpretation: '',
      room: '',
    },
    validate: { en: (value, all) => (value.trim() || all.zh.trim() ? null : t('programme.titleMissing')) },
  })
  const add = useChange(
    (values: typeof form.values) => {
      const starts = instantOf(values.day, values.from, venue)
      return write('post', '/api/v1/exhibitions/{id}/sessions', {
        path: { id: me?.exhibition ?? '' },
        body: {
          title: { ...(values.en && { en: values.en.trim() }), ...(values.zh && { 'zh-Hans': values.zh.trim() }) },
          speakers: values.speakers
            .split(/[,，、]/)
            .map((name) => ({ name: name.trim() }))
            .filter(({ name }) => name),
          starts: starts.toISOString(),
          ends: new Date(starts.getTime() + Number(values.minutes) * 60_000).toISOString(),
          languages: ['zh-Hans', 'en'],
          kind: values.kind,
          ...(values.room && { room: values.room }),
          ...(values.kind === 'ceremony' && { deal: values.deal.trim() }),
          interpretation: values.interpretation
            .split(/[,，、\s]+/)
            .filter(Boolean)
            .map((language) => ({ language })),
          state: 'scheduled',
        },
      })
    },
    { refresh: [['sessions']], told: t('programme.added'), done: () => form.reset() },
  )
  return (
    <Section title={t('programme.add')}>
      <form className={styles.form} onSubmit={form.onSubmit((values) => add.mutate(values))}>
        <TextInput label={t('programme.titleEn')} {...form.getInputProps('en')} />
        <TextInput label={t('programme.titleZh')} lang="zh-Hans" {...form.getInputProps('zh')} />
        <TextInput label={t('programme.speakers')} {...form.getInputProps('speakers')} />
        <TextInput type="date" label={t('programme.day')} {...form.getInputProps('day')} />
        <TextInput type="time" label={t('programme.from')} {...form.getInputProps('from')} />
        <NativeSelect label={t('programme.length')} data={['15', '30', '45', '60', '90'].map((value) => ({ value, label: t('programme.minutes', { count: Number(value) }) }))} {...form.getInputProps('minutes')} />
        <NativeSelect label={t('programme.room')} data={[{ value: '', label: t('programme.noRoom') }, ...stages.map((room) => ({ value: room.id, label: words(room.name) }))]} {...form.getInputProps('room')} />
        <NativeSelect label={t('programme.kind')} data={kinds.map((value) => ({ value, label: t(`programme.kinds.${value}`) }))} {...form.getInputProps('kind')} />
        {form.values.kind === 'ceremony' && <TextInput label={t('programme.deal')} {...form.getInputProps('deal')} />}
        <TextInput label={t('programme.interpretation')} placeholder="de, ar" {...form.getInputProps('interpretation')} />
        <Button type="submit" loading={add.isPending}>
          {t('programme.add')}
        </Button>
      </form>
    </Section>
  )
}
