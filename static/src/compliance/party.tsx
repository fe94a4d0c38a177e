import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { OrderName } from '../clearing/ordername'
import { Amount } from '../money/amount'
import { Loaded } from '../states/states'
import { PartyMoves } from './partymoves'
import type { Resemblance, Standing } from './shapes'
import styles from './compliance.module.css'

/** What is known of one party: its names, whom it resembles and how much, its orders, what was found, and what can be done. */
export function Party({ org }: { org: string }) {
  const party = useQuery({ queryKey: ['parties', 'one', org], queryFn: ({ signal }) => read<Standing>('/api/v1/screening/parties/{org}', { path: { org } }, signal) })
  return <Loaded query={party}>{(known) => <Known party={known} />}</Loaded>
}

function Known({ party }: { party: Standing }) {
  const { t } = useTranslation()
  return (
    <div className={styles.known}>
      <div>
        <h3>{t('compliance.allNames')}</h3>
        {party.names.length === 0 ? (
          <p className="quiet">{t('compliance.noName')}</p>
        ) : (
          <ul className={styles.names}>
            {party.names.map((name) => (
              <li key={name}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        )}
        <p className="quiet number">
          <bdi>{party.org}</bdi>
        </p>
        {party.kept.length > 0 && (
          <p>
            {t('compliance.kept')}{' '}
            {party.kept.map((sum) => (
              <Amount key={sum.currency} money={sum} strong />
            ))}
          </p>
        )}
        {party.reason && (
          <blockquote className={styles.reason}>
            <bdi>{party.reason}</bdi>
          </blockquote>
        )}
      </div>
      <div>
        <h3>{t('compliance.matches')}</h3>
        {party.matches.length === 0 && <p className="quiet">{t('compliance.likeNobody')}</p>}
        <ol className={styles.matches}>
          {party.matches.map((match) => (
            <Match key={`${match.source}.${match.id}.${match.name}`} match={match} />
          ))}
        </ol>
      </div>
      <div>
        <h3>{t('compliance.openOrders')}</h3>
        {party.orders.length === 0 && <p className="quiet">{t('compliance.noOrders')}</p>}
        <ul className={styles.names}>
          {party.orders.map(({ order, as, held }) => (
            <li key={order}>
              <OrderName order={order} />{' '}
              <span className={held ? 'live' : 'quiet'}>
                {t(`compliance.as.${as}`)} · {t(held ? 'order.stopped' : 'compliance.goesOn')}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <PartyMoves party={party} />
    </div>
  )
}

/** An entry of a list that resembles one of the party's names. */
function Match({ match: { name, of, source, id, score } }: { match: Resemblance }) {
  const { t, i18n } = useTranslation()
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(score / 100)
  return (
    <li>
      <p>
        <strong>
          <bdi>{name}</bdi>
        </strong>{' '}
        <span className="quiet">
          {t(`compliance.source.${source}`, { defaultValue: source })} <bdi className="number">{id}</bdi>
        </span>
      </p>
      <p className={styles.score}>
        <span className={styles.gauge} aria-hidden="true">
          <span style={{ inlineSize: `${score}%` }} data-same={score === 100 || undefined} />
        </span>
        <strong>{percent}</strong> <bdi>{t(score === 100 ? 'compliance.same' : 'compliance.resembles', { name: of })}</bdi>
      </p>
    </li>
  )
}
