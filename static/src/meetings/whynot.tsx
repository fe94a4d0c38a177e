import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useMe, useZone } from '../api/session'
import { Loaded } from '../states/states'
import { clock, dayName } from '../time/zones'
import { useOpenSlot } from './availabilityquery'
import type { OwnCause, OwnStep, Why } from './shapes'
import styles from './wishlist.module.css'

/** Why a wish is not met, as far as it lies with my own side, and the one press that changes it. */
export function WhyNot({ org }: { org: string }) {
  const { t } = useTranslation()
  const exhibition = useMe()?.exhibition ?? ''
  const why = useQuery({
    queryKey: ['why', exhibition, org],
    queryFn: ({ signal }) => read<Why>('/api/v1/exhibitions/{id}/schedule/why', { path: { id: exhibition }, query: { org } }, signal),
    enabled: exhibition !== '',
  })
  return (
    <div className={styles.why} role="status" aria-label={t('why.ask')}>
      <Loaded query={why}>{(data) => <Because why={data} />}</Loaded>
    </div>
  )
}

function Because({ why: { state, own, fix } }: { why: Why }) {
  const { t } = useTranslation()
  const open = useOpenSlot(t('why.opened'))
  const nameOf = (person: string) => own.find(({ subject }) => subject === person)?.name
  return (
    <>
      <p>
        {t(`why.state.${state}`)} {state === 'met' && <Link to="/agenda">{t('nav.agenda')}</Link>}
      </p>
      {own.length > 0 && (
        <ul>
          {own.map((cause) => (
            <li key={cause.code + cause.subject}>
              <Cause cause={cause} />
            </li>
          ))}
        </ul>
      )}
      {fix.length > 0 && (
        <div className={styles.fixes}>
          {fix.map((step) => (
            <Step key={step.person + step.starts} step={step} name={nameOf(step.person)} busy={open.isPending} open={() => open.mutate(step.starts)} />
          ))}
        </div>
      )}
    </>
  )
}

/** Of a colleague one reads the name; of oneself nothing more is needed. */
function Cause({ cause: { code, subject, name, slots } }: { cause: OwnCause }) {
  const { t } = useTranslation()
  const me = useMe()
  const words = t([`why.own.${code}`, 'why.own.other'], { count: slots ?? 0 })
  return name && subject !== me?.person?.id && subject !== me?.organization?.id ? `${name}: ${words}` : words
}

/** A slot that helps: one press where it is my own, a hint where it is a colleague's. */
function Step({ step, name, busy, open }: { step: OwnStep; name?: string; busy: boolean; open: () => void }) {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const zone = useZone()
  const when = { day: dayName(step.starts, zone, i18n.language), time: clock(step.starts, zone, i18n.language) }
  if (step.person !== me?.person?.id) return <p>{t('why.colleague', { ...when, name: name ?? t('why.someColleague') })}</p>
  return (
    <Button variant="outline" disabled={busy} onClick={open}>
      {t('why.openSlot', when)}
    </Button>
  )
}
