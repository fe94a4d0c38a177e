import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useZone } from '../api/session'
import type { List } from '../api/shapes'
import { Amount } from '../money/amount'
import { Empty, Loaded } from '../states/states'
import { span } from '../time/countdown'
import { useNow } from '../time/now'
import { dayAndClock, dayName } from '../time/zones'
import { About } from './about'
import styles from './bank.module.css'
import { useDay } from './days'
import { useDoubtWords } from './doubtwords'
import { Resolve } from './resolve'
import { Says } from './says'
import type { Doubt } from './shapes'

const states = ['open', 'resolved'] as const
/** What waits longer than a day is late. */
const late = 86_400_000

/** What no rule decides and people have to look at, the oldest first. */
export function Doubts({ acts }: { acts: boolean }) {
  const { t } = useTranslation()
  const [state, setState] = useState<(typeof states)[number]>('open')
  const [resolving, setResolving] = useState<Doubt>()
  const doubts = useInfiniteQuery({
    queryKey: ['exceptions', state],
    queryFn: ({ signal, pageParam }) => read<List<Doubt>>('/api/v1/exceptions', { query: { state, limit: 200, cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ items }) => items).sort((a, b) => a.opened.localeCompare(b.opened)),
    refetchInterval: 20_000,
  })
  return (
    <>
      <NativeSelect
        className={styles.choice}
        aria-label={t('bank.doubts.show')}
        value={state}
        onChange={(event) => setState(event.currentTarget.value as typeof state)}
        data={states.map((value) => ({ value, label: t(`bank.doubts.state.${value}`) }))}
      />
      <Loaded query={doubts} empty={{ when: (all) => all.length === 0, show: <Empty title={t(`bank.doubts.none.${state}`)}>{t('bank.doubts.noneWords')}</Empty> }}>
        {(all) => (
          <ul className={styles.doubts}>
            {all.map((doubt) => (
              <DoubtRow key={doubt.id} doubt={doubt} resolve={acts && doubt.state === 'open' ? () => setResolving(doubt) : undefined} />
            ))}
          </ul>
        )}
      </Loaded>
      {doubts.hasNextPage && (
        <Button variant="outline" mt="md" loading={doubts.isFetchingNextPage} onClick={() => void doubts.fetchNextPage()}>
          {t('bank.more')}
        </Button>
      )}
      {resolving && <Resolve doubt={resolving} close={() => setResolving(undefined)} />}
    </>
  )
}

/** One exception. The statement it stands on needs no link to itself. */
export function DoubtRow({ doubt, here, resolve }: { doubt: Doubt; here?: string; resolve?: () => void }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const now = useNow(60_000)
  const day = useDay()
  const { title, todo } = useDoubtWords()
  const waiting = now - Date.parse(doubt.opened)
  const open = doubt.state === 'open'
  return (
    <li className={styles.doubt} data-open={open || undefined}>
      <div>
        <h3>{title(doubt.kind)}</h3>
        {open && <p>{todo(doubt.kind)}</p>}
        <Says says={doubt.says} words={doubt.words} />
        {!open && doubt.resolved && (
          <p>
            {t('bank.doubts.resolvedBy', { by: doubt.ended ? t('bank.doubts.system') : doubt.by || doubt.resolvedBy, when: dayAndClock(doubt.resolved, zone, i18n.language) })}{' '}
            {doubt.ended ? t(`bank.ended.${doubt.ended}`) : <q>{doubt.reason}</q>}
          </p>
        )}
      </div>
      <p className={styles.doubtMoney}>{doubt.amount && <Amount money={doubt.amount} strong />}</p>
      <p className={styles.doubtAbout}>
        <About order={doubt.order} payout={doubt.payout} />
        {doubt.statement && doubt.statement !== here && (
          <Link to="/bank/statements/$statement" params={{ statement: doubt.statement }} className={styles.about}>
            {doubt.day ? t('bank.proof.statement', { day: day(doubt.day) }) : t('bank.doubts.statement')}
          </Link>
        )}
        {doubt.file && (
          <a href={`/api/v1/bank-files/${doubt.file}`} download className={styles.about}>
            {t('bank.doubts.file')}
          </a>
        )}
      </p>
      <div className={styles.doubtAct}>
        <time dateTime={doubt.opened} className={open && waiting > late ? 'live' : 'quiet'}>
          {open ? t('bank.doubts.waits', { time: span(waiting, i18n.language) }) : dayName(doubt.opened, zone, i18n.language)}
        </time>
        {resolve && (
          <Button variant="outline" onClick={resolve}>
            {t('bank.doubts.resolve')}
          </Button>
        )}
      </div>
    </li>
  )
}
