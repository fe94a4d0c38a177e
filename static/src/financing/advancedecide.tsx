import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Order } from '../api/shapes'
import { Proposed } from '../guards/proposed'
import { Sure } from '../guards/sure'
import { Amount } from '../money/amount'
import styles from './advance.module.css'
import type { Advance } from './shapes'

const steps = { approve: { path: '/api/v1/advances/{id}/approve', action: 'advance.disburse' }, 'write-off': { path: '/api/v1/advances/{id}/write-off', action: 'advance.write_off' } } as const
type Step = keyof typeof steps

/** What two clearing officers decide about an advance: one proposes it, another one does it. Nobody confirms what is his own. */
export function Decide({ advance, order }: { advance: Advance; order: Order }) {
  const step = (Object.keys(steps) as Step[]).find((one) => advance.may.includes(one))
  return step ? <Pair step={step} advance={advance} order={order} /> : null
}

function Pair({ step, advance, order }: { step: Step; advance: Advance; order: Order }) {
  const { t } = useTranslation()
  const refresh = [['order', order.id], ['work']]
  const proposal = advance.proposed?.find(({ action }) => action === steps[step].action)
  const amount = step === 'approve' ? advance.amount : advance.owed
  const act = useChange((_close: () => void) => write('post', steps[step].path, { path: { id: advance.id }, version: advance.v }), {
    refresh,
    told: t(proposal ? `advance.step.${step}.done` : 'advance.proposed'),
    done: (_, close) => close(),
  })
  const mayPropose = !proposal && order.you === 'clearing_maker'
  return (
    <div className={styles.decide}>
      <p>
        {t(`advance.step.${step}.words`)} <Amount money={amount} strong />
      </p>
      {proposal && <Proposed proposal={proposal} refresh={refresh} />}
      {!proposal && !mayPropose && <p className="quiet">{t('advance.waitsMaker')}</p>}
      {(mayPropose || proposal?.yours) && (
        <Sure label={t(`advance.step.${step}.${mayPropose ? 'propose' : 'confirm'}`)} words={t(`advance.step.${step}.sure`)} pending={act.isPending} act={act.mutate}>
          <p>
            <Amount money={amount} strong />
          </p>
        </Sure>
      )}
    </div>
  )
}
