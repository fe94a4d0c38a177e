import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { Problem } from '../api/problem'
import { meQuery } from '../api/session'
import { homeOf } from '../app/navigation'
import { Page } from '../app/page'
import { Empty } from '../states/states'
import styles from './accounts.module.css'

/**
 * Where the link of the mail leads. Opening it changes nothing, because mail scanners open links too; the button's POST
 * uses it up. A link that is used or too old is no error page: it offers the next one.
 */
export function Landing() {
  const { t } = useTranslation()
  const { secret } = useParams({ strict: false })
  const navigate = useNavigate()
  const queries = useQueryClient()
  const enter = useChange(() => write('post', '/api/v1/sign-in/sessions', { body: { secret } }), {
    handles: ['link_used', 'link_expired', 'link_unknown'],
    done: async () => {
      // Whatever was read as a visitor is read again as this person.
      await queries.resetQueries()
      const me = await queries.ensureQueryData(meQuery)
      const asked = me.consents?.terms !== undefined
      await navigate({ to: asked ? homeOf(me) : '/consents', replace: true })
    },
  })
  const spent = enter.error instanceof Problem && [404, 410].includes(enter.error.status)
  if (spent) {
    return (
      <Page title={t('landing.title')}>
        <Empty
          title={t('landing.spent')}
          action={
            <Button renderRoot={(props) => <Link to="/sign-in" {...props} />}>{t('landing.askNew')}</Button>
          }
        >
          {t('landing.spentWords')}
        </Empty>
      </Page>
    )
  }
  return (
    <Page title={t('landing.title')}>
      <div className={`sheet ${styles.narrow}`}>
        <p>{t('landing.words')}</p>
        <Button fullWidth size="lg" loading={enter.isPending || enter.isSuccess} onClick={() => enter.mutate()}>
          {t('landing.enter')}
        </Button>
      </div>
    </Page>
  )
}
