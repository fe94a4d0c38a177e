import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { Because } from '../guards/because'
import { Proposed } from '../guards/proposed'
import { Sure } from '../guards/sure'
import styles from './compliance.module.css'
import type { Standing } from './shapes'

type Said = { reason: string; done: () => void }
const refresh = [['parties'], ['screening'], ['holds'], ['order'], ['orders'], ['work']]

/** Saying what a resemblance comes to, stopping all money of a party, and giving it back with two people. */
export function PartyMoves({ party: { org, may, unblock } }: { party: Standing }) {
  const { t } = useTranslation()
  const done = (_: unknown, said: Said) => said.done()
  const path = { org }
  const decide = useChange(({ reason, decision }: Said & { decision: 'clear' | 'hit' }) => write('post', '/api/v1/screening/parties/{org}/decide', { path, body: { reason, decision } }), {
    refresh,
    told: t('compliance.decided'),
    done,
  })
  const block = useChange(({ reason }: Said) => write('post', '/api/v1/screening/parties/{org}/block', { path, body: { reason } }), { refresh, told: t('compliance.blockedNow'), done })
  const free = useChange((_close: () => void) => write('post', '/api/v1/screening/parties/{org}/unblock', { path }), {
    refresh,
    told: t(unblock ? 'compliance.unblocked' : 'hold.proposed'),
    done: (_, close) => close(),
  })
  const asked = { reason: t('compliance.reason'), hint: t('hold.reasonWords') }
  if (may.length === 0 && !unblock) return null
  return (
    <div className={styles.moves}>
      {unblock && <Proposed proposal={unblock} refresh={refresh} />}
      {may.includes('clear') && (
        <Because label={t('compliance.clear')} words={t('compliance.clearWords')} {...asked} pending={decide.isPending} act={(reason, close) => decide.mutate({ reason, done: close, decision: 'clear' })} />
      )}
      {may.includes('hit') && (
        <Because outline stops label={t('compliance.hit')} words={t('compliance.hitWords')} {...asked} pending={decide.isPending} act={(reason, close) => decide.mutate({ reason, done: close, decision: 'hit' })} />
      )}
      {may.includes('block') && (
        <Because outline stops label={t('compliance.block')} words={t('compliance.blockWords')} {...asked} pending={block.isPending} act={(reason, close) => block.mutate({ reason, done: close })} />
      )}
      {may.includes('propose-unblock') && <Sure outline label={t('compliance.unblock')} words={t('compliance.unblockWords')} pending={free.isPending} act={free.mutate} />}
      {may.includes('unblock') && <Sure label={t('compliance.confirmUnblock')} words={t('compliance.confirmUnblockWords')} pending={free.isPending} act={free.mutate} />}
    </div>
  )
}
