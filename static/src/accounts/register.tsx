import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { Problem } from '../api/problem'
import { useMe } from '../api/session'
import { sectors, type Sector } from '../api/shapes'
import { Page } from '../app/page'
import { countryName } from '../i18n/words'
import { Facade } from '../face/facadeview'
import styles from './accounts.module.css'
import { countries } from './countries'

/** A company or a creator applies to take part. While the name is typed, its booth's front appears. */
export function Register() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const form = useForm({
    initialValues: {
      as: 'exhibitor' as 'exhibitor' | 'buyer',
      kind: 'company' as 'company' | 'creator',
      nameEn: '',
      nameZh: '',
      country: '',
      sector: 'film_tv' as Sector,
      contact: '',
      email: '',
    },
    validate: {
      nameEn: (value, all) => (value.trim() || all.nameZh.trim() ? null : t('register.nameMissing')),
      country: (value) => (value ? null : t('register.countryMissing')),
      contact: (value) => (value.trim() ? null : t('register.contactMissing')),
      email: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : t('signIn.emailWrong')),
    },
  })
  const apply = useChange(
    (values: typeof form.values) =>
      write<{ status: string }>('post', '/api/v1/organizations', {
        body: {
          name: { ...(values.nameEn && { en: values.nameEn.trim() }), ...(values.nameZh && { 'zh-Hans': values.nameZh.trim() }) },
          country: values.country,
          kind: values.kind,
          ...(values.as === 'exhibitor' && { sector: values.sector }),
          contact: {
            name: values.contact.trim(),
            email: values.email.trim(),
            lang: i18n.language,
            zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          },
          exhibition: me?.exhibition,
          as: values.as,
        },
      }),
    {},
  )
  if (apply.isSuccess) {
    return (
      <Page title={t('register.received')}>
        <div className={`sheet arrive ${styles.narrow}`} role="status">
          <p>{t('register.receivedWords', { email: form.values.email })}</p>
          <p>
            <Link to="/applications/$key" params={{ key: apply.data.status }}>
              {t('register.status')}
            </Link>
          </p>
          <Button variant="outline" renderRoot={(props) => <Link to="/halls" {...props} />}>
            {t('register.lookAround')}
          </Button>
        </div>
      </Page>
    )
  }
  const { values } = form
  const fields = apply.error instanceof Problem ? apply.error.fields : []
  return (
    <Page title={t('register.title')} above={t('register.above')}>
      <div className={styles.register}>
        <form className="sheet" onSubmit={form.onSubmit((filled) => apply.mutate(filled))} noValidate>
          <fieldset className={styles.fieldset}>
            <legend>{t('register.as')}</legend>
            <SegmentedControl
              fullWidth
              aria-label={t('register.as')}
              data={[
                { value: 'exhibitor', label: t('register.exhibitor') },
                { value: 'buyer', label: t('register.buyer') },
              ]}
              {...form.getInputProps('as')}
            />
            <SegmentedControl
              fullWidth
              mt="xs"
              aria-label={t('register.kind')}
              data={[
                { value: 'company', label: t('register.company') },
                { value: 'creator', label: t('register.creator') },
              ]}
              {...form.getInputProps('kind')}
            />
          </fieldset>
          <div className={styles.pair}>
            <TextInput label={t('register.nameEn')} autoComplete="organization" {...form.getInputProps('nameEn')} />
            <TextInput label={t('register.nameZh')} lang="zh-Hans" {...form.getInputProps('nameZh')} />
          </div>
          <div className={styles.pair}>
            <NativeSelect
              label={t('register.country')}
              data={[
                { value: '', label: t('register.choose') },
                ...countries
                  .map((code) => ({ value: code, label: countryName(code, i18n.language) }))
                  .sort((a, b) => a.label.localeCompare(b.label, i18n.language)),
              ]}
              {...form.getInputProps('country')}
            />
            {values.as === 'exhibitor' && (
              <NativeSelect
                label={t('register.sector')}
                data={sectors.map((sector) => ({ value: sector, label: t(`sector.${sector}`) }))}
                {...form.getInputProps('sector')}
              />
            )}
          </div>
          <div className={styles.pair}>
            <TextInput label={t('register.contact')} autoComplete="name" {...form.getInputProps('contact')} />
            <TextInput label={t('signIn.email')} type="email" autoComplete="email" {...form.getInputProps('email')} />
          </div>
          {fields.length > 0 && (
            <ul className={styles.errors} role="alert">
              {fields.map((field) => (
                <li key={field.location}>{t('register.fieldRefused', { field: field.location.split('.').pop() })}</li>
              ))}
            </ul>
          )}
          <Button type="submit" mt="md" loading={apply.isPending}>
            {t('register.send')}
          </Button>
        </form>
        {values.as === 'exhibitor' && (
          <figure className={styles.preview}>
            <Facade sector={values.sector} name={values.nameZh || values.nameEn} lit open />
            <figcaption>
              <strong className="serif">{values.nameZh || values.nameEn || t('register.yourName')}</strong>
              <span className="quiet">{t('register.preview')}</span>
            </figcaption>
          </figure>
        )}
      </div>
    </Page>
  )
}
