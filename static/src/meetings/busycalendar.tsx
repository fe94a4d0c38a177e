import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../time/now'
import { relative } from '../time/zones'
import styles from './availability.module.css'
import { useSayAvailability } from './availabilityquery'
import type { Availability, Busy } from './shapes'

/** The address of the reader's own calendar: what is in it is busy here. Nothing of it is shown to anybody. */
export function BusyCalendar({ availability }: { availability: Availability }) {
  const { t } = useTranslation()
  const [address, setAddress] = useState(availability.busyUrl)
  const save = useSayAvailability(t('availability.saved'))
  const wanted = address.trim()
  const secure = wanted === '' || /^https:\/\/[^/\s]+/i.test(wanted)
  return (
    <form
      className="sheet"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ said: { open: availability.open, closed: availability.closed, busyUrl: wanted }, version: availability.v })
      }}
    >
      <TextInput
        type="url"
        dir="ltr"
        label={t('availability.busyUrl')}
        description={t('availability.busyWords')}
        placeholder="https://…/basic.ics"
        maxLength={2000}
        value={address}
        error={secure ? undefined : t('availability.busyHttps')}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <p className={styles.busyState} data-state={availability.busy.state} role="status">
        <BusyWords busy={availability.busy} />
      </p>
      <Button type="submit" variant="outline" disabled={!secure || wanted === availability.busyUrl} loading={save.isPending}>
        {t(wanted === '' && availability.busyUrl ? 'availability.busyForget' : 'availability.busySave')}
      </Button>
    </form>
  )
}

export function BusyWords({ busy }: { busy: Busy }) {
  const { t, i18n } = useTranslation()
  const now = useNow(60_000)
  const when = busy.at ? relative(busy.at, now, i18n.language) : ''
  if (busy.state === 'ok') return t('availability.busyOk', { count: busy.events ?? 0, when })
  if (busy.state === 'failed') return `${t([`availability.busyProblem.${busy.problem}`, 'availability.busyProblem.other'])} ${when && t('availability.busyTried', { when })}`
  return t('availability.busyNone')
}
