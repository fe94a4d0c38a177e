import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Empty } from '../states/states'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Empty
      title={t('notFound.title')}
      action={
        <Button component="a" href="/halls" variant="outline">
          {t('notFound.halls')}
        </Button>
      }
    >
      {t('notFound.words')}
    </Empty>
  )
}
