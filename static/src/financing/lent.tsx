import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { Sure } from '../guards/sure'
import { Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { toMinor } from '../money/money'
import { Countdown } from '../time/countdown'
import { Cost } from './cost'
import styles from './financing.module.css'
import type { Advance } from './shapes'

const lent = ['DISBURSED', 'ACCRUING', 'RECOURSE']

/** An offer of the reader's or what it became: what is outstanding, the interest to today, and in words what happens next. */
export function Lent({ advance }: { advance: Advance }) {
  const { t } = useTranslation()
  const state = advance.state.toLowerCase()
  const withdraw = useChange((_close: () => void) => write('post', '/api/v1/advances/{id}/withdraw', { path: { id: advance.id }, version: advance.v }), {
    refresh: [['financing'], ['balances']],
    told: t('financing.withdrawn'),
    done: (_, close) => close(),
  })
  const outstanding = lent.includes(advance.state)
  return (
    <li className={styles.asked} data-state={state}>
      <div className={styles.words}>
        <h3>
          <Amount money={advance.amount} /> <span className={styles.rate}>{t('advance.rate', { rate: advance.rate })}</span>
        </h3>
        <p className="quiet">
          <bdi>{advance.title}</bdi> · <Words of={advance.seller.orgName} /> · <bdi>{advance.order}</bdi>
        </p>
        <p className={advance.state === 'RECOURSE' ? 'live' : undefined}>{t(`financing.says.${state}`)}</p>
        {(advance.state === 'OFFERED' || advance.state === 'ACCEPTED') && <Countdown until={advance.until} />}
      </div>
      {advance.state === 'OFFERED' && advance.expected && <Cost amount={advance.amount} rate={advance.rate} expected={advance.expected} />}
      {(outstanding || toMinor(advance.paid) > 0n) && (
        <dl className={styles.sums}>
          {outstanding &&
            (['principal', 'interest', 'owed'] as const).map((what) => (
              <div key={what}>
                <dt>{t(`financing.sum.${what}`)}</dt>
                <dd>
                  <Amount money={advance[what]} strong={what === 'owed'} />
                </dd>
              </div>
            ))}
          {toMinor(advance.paid) > 0n && (
            <div>
              <dt>{t('financing.earned')}</dt>
              <dd>
                <Amount money={advance.paid} />
              </dd>
            </div>
          )}
        </dl>
      )}
      <div className={styles.moves}>
        <Badge color={['RECOURSE', 'WRITTEN_OFF'].includes(advance.state) ? 'vermilion' : undefined}>{t(`advance.state.${state}`)}</Badge>
        {advance.may.includes('withdraw') && <Sure outline label={t('financing.withdraw')} words={t('financing.withdrawWords')} pending={withdraw.isPending} act={withdraw.mutate} />}
      </div>
    </li>
  )
}
