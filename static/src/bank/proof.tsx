import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useZone } from '../api/session'
import type { List } from '../api/shapes'
import { CheckIcon } from '../icons/icons'
import { Amount } from '../money/amount'
import { sum } from '../money/money'
import { Empty, Loaded } from '../states/states'
import { dayAndClock } from '../time/zones'
import styles from './bank.module.css'
import { useDay } from './days'
import { About } from './about'
import type { Proof, ProvenDay } from './shapes'
import { SumTable, type SumRow } from './sumtable'

/** For each currency: the ledger has what the last statement says, what notices told since, and what two people have said. */
export function Proofs() {
  const { t } = useTranslation()
  const proofs = useQuery({
    queryKey: ['nostro'],
    queryFn: ({ signal }) => read<List<Proof>>('/api/v1/nostro', {}, signal),
    refetchInterval: 20_000,
  })
  return (
    <Loaded query={proofs} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('bank.proof.empty')}>{t('bank.proof.emptyWords')}</Empty> }}>
      {({ items }) => (
        <ul className={styles.proofs}>
          {items.map((proof) => (
            <ProofOf key={proof.account + proof.currency} proof={proof} />
          ))}
        </ul>
      )}
    </Loaded>
  )
}

function ProofOf({ proof }: { proof: Proof }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const day = useDay()
  const name = new Intl.DisplayNames(i18n.language, { type: 'currency' }).of(proof.currency)
  const part = (why: Proof['transit'][number]['why']) => {
    const items = proof.transit.filter((item) => item.why === why)
    return { count: items.length, money: sum(items.map(({ amount }) => amount), proof.currency) }
  }
  const notices = part('notice')
  const said = part('evidence')
  const differs = proof.state === 'differs'
  const rows: SumRow[] = [
    { words: proof.statement ? <StatementOf proof={proof} /> : t('bank.proof.noStatement'), money: proof.closing },
    { sign: '+', words: t('bank.proof.notices', { count: notices.count }), money: notices.money },
    { sign: '+', words: t('bank.proof.said', { count: said.count }), money: said.money },
    ...(differs ? [{ sign: '=' as const, words: t('bank.proof.together'), money: sum([proof.closing, proof.inTransit], proof.currency), kind: 'total' as const }] : []),
    { sign: differs ? undefined : '=', words: t('bank.proof.book'), money: proof.book, kind: differs ? undefined : 'total' },
    ...(differs ? [{ words: t('bank.proof.difference'), money: proof.difference, kind: 'wrong' as const }] : []),
  ]
  return (
    <li className={styles.proof} data-state={proof.state}>
      <header>
        <h3>
          <bdi>{proof.currency}</bdi> <span className="quiet">{name}</span>
        </h3>
        <p className={styles.verdict}>
          {proof.state === 'proven' && <CheckIcon size={20} />}
          {t(`bank.proof.state.${proof.state}`)}
        </p>
      </header>
      <SumTable title={t('bank.proof.sumOf', { currency: proof.currency })} rows={rows} />
      <Days days={proof.days} inARow={proof.inARow} />
      {proof.transit.length > 0 && (
        <details>
          <summary>{t('bank.proof.transit', { count: proof.transit.length })}</summary>
          <ul className={styles.transit}>
            {proof.transit.map(({ line, payout, amount, why }) => (
              <li key={`${line}${payout}`}>
                <span>
                  {t(`bank.proof.why.${why}`)} {payout && <About payout={payout} />}
                </span>
                <Amount money={amount} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className={styles.small}>
        {t(proof.statement ? 'bank.proof.at' : 'bank.proof.atNone', { account: proof.account, block: proof.asOf, day: day(proof.day), when: dayAndClock(proof.at, zone, i18n.language) })}
      </p>
    </li>
  )
}

function StatementOf({ proof }: { proof: Proof }) {
  const { t } = useTranslation()
  const day = useDay()
  return (
    <Link to="/bank/statements/$statement" params={{ statement: proof.statement ?? '' }}>
      {t('bank.proof.statement', { day: day(proof.day) })}
    </Link>
  )
}

/** How the proofs of the last days came out: a square for each, and the same in words. */
function Days({ days, inARow }: { days: ProvenDay[]; inARow: number }) {
  const { t } = useTranslation()
  const day = useDay()
  const first = days[0]
  const wrong = days.filter(({ state }) => state === 'differs')
  if (!first) return null
  return (
    <div className={styles.days}>
      <div role="img" aria-label={t('bank.proof.strip', { from: day(first.day), proven: days.length - wrong.length, count: days.length })} className={styles.strip}>
        {days.map((one) => (
          <span key={one.day} data-state={one.state} title={`${day(one.day)}: ${t(`bank.proof.state.${one.state}`)}`} />
        ))}
      </div>
      <p>
        {inARow > 0 && <strong>{t('bank.proof.inARow', { count: inARow })}</strong>}
        {wrong.length > 0 && <span className="quiet"> {t('bank.proof.wrongDays', { count: wrong.length, last: day(wrong.at(-1)?.day ?? '') })}</span>}
      </p>
    </div>
  )
}
