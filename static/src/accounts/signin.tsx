import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { Page } from '../app/page'
import styles from './accounts.module.css'

/** Asks for the sign-in mail. The answer is the same whether the address is known or not. */
export function SignIn() {
  const { t, i18n } = useTranslation()
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : t('signIn.emailWrong')) },
  })
  const ask = useChange((email: string) => write('post', '/api/v1/sign-in/links', { body: { email, lang: i18n.language } }))
  return (
    <Page title={t('signIn.title')}>
      <div className={styles.narrow}>
        {ask.isSuccess ? (
          <div className="sheet arrive" role="status">
            <h2 className={styles.head}>{t('signIn.sent')}</h2>
            <p>{t('signIn.sentWords', { email: form.values.email })}</p>
            <Button variant="outline" onClick={() => ask.reset()}>
              {t('signIn.other')}
            </Button>
          </div>
        ) : (
          <form className="sheet" onSubmit={form.onSubmit(({ email }) => ask.mutate(email.trim()))} noValidate>
            <p>{t('signIn.words')}</p>
            <TextInput type="email" autoComplete="email" inputMode="email" label={t('signIn.email')} {...form.getInputProps('email')} />
            <Button type="submit" mt="md" fullWidth loading={ask.isPending}>
              {t('signIn.send')}
            </Button>
          </form>
        )}
        <p className="quiet">
          {t('signIn.new')} <Link to="/register">{t('signIn.register')}</Link>
        </p>
      </div>
    </Page>
  )
}
