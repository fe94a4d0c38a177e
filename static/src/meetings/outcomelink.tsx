import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { stillOpen } from './outcomes'

/** Whether a meeting was held so lately that it can be said how it went. */
export function tellsOutcome(meeting: { state?: string; ends?: string }): boolean {
  return meeting.state === 'completed' && meeting.ends !== undefined && stillOpen(meeting.ends, Date.now())
}

/** The way to the twenty seconds after a meeting. */
export function ToOutcome({ meeting }: { meeting: string }) {
  const { t } = useTranslation()
  return (
    <Button renderRoot={(props) => <Link to="/meetings/$meeting" params={{ meeting }} {...props} />}>
      {t('outcome.ask')}
    </Button>
  )
}
