import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { holds, useMe } from '../api/session'
import type { List } from '../api/shapes'
import { Countdown, span } from '../time/countdown'
import { useNow } from '../time/now'
import { Because } from './because'
import styles from './guards.module.css'
import type { Glass } from './shapes'
import { useWho } from './who'

/** In whose hands the emergency brake is: for everybody who is told when it is taken. */
function useBrakes() {
  const me = useMe()
  const now = useNow(15_000)
  const brakes = useQuery({
    queryKey: ['brakes'],
    queryFn: ({ signal }) => read<List<Glass>>('/api/v1/clearing/break-glass', {}, signal),
    enabled: holds(me, 'clearing_maker', 'clearing_checker', 'compliance', 'auditor'),
    refetchInterval: 30_000,
    staleTime: 20_000,
  })
  return brakes.data?.items.filter(({ until }) => Date.parse(until) > now)
}

/** A band across the page while somebody has the emergency brake in hand, with the time that is left. */
export function Brake() {
  const { t } = useTranslation()
  const who = useWho()
  return useBrakes()?.map(({ person, name, role, reason, until, yours }) => (
    <div key={person} className={styles.brake} role="status">
      <p className={styles.brakeHead}>
        <strong>{yours ? t('brake.yours') : <bdi>{t('brake.theirs', { who: who(person, name), office: t(`brake.office.${role}`) })}</bdi>}</strong>
        <Countdown until={until} />
      </p>
      <p>{t(yours ? 'brake.yoursWords' : 'brake.theirsWords')}</p>
      <p className="quiet">
        <bdi>{t('brake.because', { reason })}</bdi>
      </p>
    </div>
  ))
}

/** At most an hour: the ledger takes no more. */
const lengths = [10, 30, 59]

/** Taking the emergency brake: says who is told, asks why and for how long. Not offered to who has it already. */
export function BreakGlass() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const brakes = useBrakes()
  const [minutes, setMinutes] = useState(10)
  const take = useChange(({ reason }: { reason: string; done: () => void }) => write('post', '/api/v1/clearing/break-glass', { body: { reason, minutes } }), {
    refresh: [['brakes'], ['order'], ['parties']],
    told: t('brake.taken'),
    done: (_, { done }) => done(),
  })
  if (!holds(me, 'clearing_maker', 'clearing_checker') || !brakes || brakes.some(({ yours }) => yours)) return null
  return (
    <Because
      outline
      stops
      label={t('brake.take')}
      words={t('brake.takeWords')}
      reason={t('brake.reason')}
      hint={t('hold.reasonWords')}
      pending={take.isPending}
      act={(reason, done) => take.mutate({ reason, done })}
    >
      <p>
        <strong>{t('brake.told')}</strong>
      </p>
      <NativeSelect
        mb="md"
        label={t('brake.howLong')}
        value={minutes}
        onChange={(event) => setMinutes(Number(event.currentTarget.value))}
        data={lengths.map((value) => ({ value: String(value), label: span(value * 60_000, i18n.language) }))}
      />
    </Because>
  )
}
