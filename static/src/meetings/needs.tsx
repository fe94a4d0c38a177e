import { Button, MultiSelect, NativeSelect, SegmentedControl, TagsInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useMe, useZone } from '../api/session'
import type { List, Profile, Taxon, TradeRole } from '../api/shapes'
import { Page } from '../app/page'
import { countries } from '../accounts/countries'
import { countryName, languageName, useWords } from '../i18n/words'
import { Loaded } from '../states/states'
import { budgets } from './choices'
import styles from './meetings.module.css'
import { profileBody } from './profilebody'

const roles: TradeRole[] = ['buy', 'license', 'coproduce', 'invest', 'sell']
const spokenLanguages = ['zh-Hans', 'en', 'de', 'fr', 'es', 'ar', 'ja', 'ko', 'ru', 'pt', 'it', 'th', 'vi', 'pl', 'nl', 'tr']

/** Six answers from which the suggestions are made. */
export function Needs() {
  const { t } = useTranslation()
  const me = useMe()
  const profile = useQuery({
    queryKey: ['profile', me?.exhibition],
    queryFn: ({ signal }) => read<Profile>('/api/v1/exhibitions/{id}/profile', { path: { id: me?.exhibition ?? '' } }, signal),
    enabled: Boolean(me?.exhibition && me.person),
  })
  const taxonomy = useQuery({
    queryKey: ['taxonomy'],
    queryFn: ({ signal }) => read<List<Taxon>>('/api/v1/taxonomy', {}, signal),
    staleTime: Infinity,
  })
  return (
    <Page title={t('needs.title')} above={t('needs.above')}>
      <Loaded query={taxonomy}>{({ items }) => <Loaded query={profile}>{(data) => <Questions profile={data} taxonomy={items} />}</Loaded>}</Loaded>
    </Page>
  )
}

function Questions({ profile, taxonomy }: { profile: Profile; taxonomy: Taxon[] }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const me = useMe()
  const zone = useZone()
  const navigate = useNavigate()
  const form = useForm({
    initialValues: {
      needs: profile.needs ?? [],
      offers: profile.offers ?? [],
      role: (profile.role || 'license') as TradeRole,
      territories: profile.territories ?? [],
      languages: profile.languages ?? [],
      budget: profile.budget ?? budgets[1],
      from: profile.hours?.from ?? '09:00',
      to: profile.hours?.to ?? '18:00',
    },
    validate: {
      needs: (value, all) => (value.length + all.offers.length > 0 ? null : t('needs.oneAtLeast')),
      languages: (value) => (value.length > 0 ? null : t('needs.languageMissing')),
    },
  })
  const save = useChange(
    ({ from, to, ...values }: typeof form.values) =>
      write('put', '/api/v1/exhibitions/{id}/profile', { path: { id: me?.exhibition ?? '' }, body: { ...profileBody(profile), ...values, hours: { ...profile.hours, zone, from, to } }, version: profile.v }),
    { refresh: [['profile'], ['suggestions'], ['availability'], ['slots']], done: () => void navigate({ to: '/matches' }) },
  )
  const tags = taxonomy.map((domain) => ({
    group: words(domain.label),
    items: (domain.children?.length ? domain.children : [domain]).map((tag) => ({ value: tag.id, label: words(tag.label) })),
  }))
  return (
    <form className={`sheet ${styles.form}`} onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <fieldset className={styles.question}>
        <legend>{t('needs.role')}</legend>
        <SegmentedControl
          fullWidth
          className={styles.roles}
          aria-label={t('needs.role')}
          data={roles.map((role) => ({ value: role, label: t(`needs.roles.${role}`) }))}
          {...form.getInputProps('role')}
        />
      </fieldset>
      <MultiSelect label={t('needs.needs')} data={tags} searchable hidePickedOptions {...form.getInputProps('needs')} />
      <MultiSelect label={t('needs.offers')} data={tags} searchable hidePickedOptions {...form.getInputProps('offers')} />
      <MultiSelect
        label={t('needs.territories')}
        searchable
        limit={30}
        data={countries.map((code) => ({ value: code, label: countryName(code, i18n.language) }))}
        {...form.getInputProps('territories')}
      />
      <TagsInput
        label={t('needs.languages')}
        data={spokenLanguages}
        renderOption={({ option }) => languageName(option.value, i18n.language)}
        {...form.getInputProps('languages')}
      />
      <NativeSelect label={t('needs.budget')} data={budgets.map((band) => ({ value: band, label: t(`needs.band.${band}`) }))} {...form.getInputProps('budget')} />
      <fieldset className={styles.question}>
        <legend>{t('needs.hours', { zone })}</legend>
        <div className={styles.hours}>
          <TextInput type="time" label={t('needs.from')} {...form.getInputProps('from')} />
          <TextInput type="time" label={t('needs.to')} {...form.getInputProps('to')} />
        </div>
      </fieldset>
      <Button type="submit" loading={save.isPending}>
        {t('needs.save')}
      </Button>
    </form>
  )
}
