import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { holds, useMe } from '../api/session'
import { Proposed, useProposals } from '../clearing/suspenseproposal'
import { Sure } from '../guards/sure'
import { useNow } from '../time/now'
import { dateName } from '../time/zones'
import styles from './books.module.css'
import { afterDay, dayBefore, dayOf, monthBefore } from './days'
import { detail } from './detail'
import type { Half } from './shapes'
import { useTrial } from './trial'

/** Until when the books are closed; a maker proposes to close further days, a checker confirms. */
export function Periods() {
  const { t } = useTranslation()
  const dayName = useDayName()
  const closed = useTrial().data?.closed
  const waiting = useProposals().data?.items.filter(({ action }) => action === 'period.close') ?? []
  return (
    <>
      <p className={styles.words}>
        <strong>{closed ? t('books.periods.closed', { day: dayName(dayBefore(closed)) }) : t('books.periods.open')}</strong> {t('books.periods.words')}
      </p>
      {waiting.map((one) => (
        <Proposed key={one.id} proposal={one}>
          {t('books.periods.upTo', { day: dayName(dayBefore(detail(one, 'until').number ?? 0)) })}
        </Proposed>
      ))}
      {holds(useMe(), 'clearing_maker') && <Propose closed={closed} />}
    </>
  )
}

function useDayName() {
  const { i18n } = useTranslation()
  return (day: string) => dateName(`${day}T00:00:00Z`, 'UTC', i18n.language)
}

function Propose({ closed }: { closed?: string }) {
  const { t } = useTranslation()
  const dayName = useDayName()
  const now = useNow(60_000)
  const [typed, setDay] = useState<string>()
  const day = typed ?? monthBefore(now)
  const propose = useChange((_close: () => void) => write<Half>('post', '/api/v1/ledger/close-period', { body: { until: afterDay(day) } }), {
    refresh: [['proposals'], ['books']],
    told: t('books.proposed'),
    done: (_, close) => close(),
  })
  const first = closed ? dayOf(Date.parse(closed)) : undefined
  const last = dayBefore(now)
  const possible = day !== '' && day <= last && (!first || day >= first)
  return (
    <div className={styles.form}>
      <TextInput
        type="date"
        label={t('books.periods.last')}
        description={t('books.utc')}
        min={first}
        max={last}
        value={day}
        error={possible ? undefined : t('books.periods.notOver')}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      {possible && <Sure label={t('books.periods.propose')} words={t('books.periods.sure', { day: dayName(day) })} pending={propose.isPending} act={propose.mutate} />}
    </div>
  )
}
