import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { holds, useMe } from '../api/session'
import type { Claim } from '../claims/shapes'
import { Amount } from '../money/amount'
import { Sandbox } from '../money/sandbox'
import styles from './suspense.module.css'
import { moved, Proposed } from './suspenseproposal'

type Outcome = 'won' | 'lost'

/** How the bank has decided a claim: one officer says it with what shows it, a second one confirms. */
export function Decision({ claim }: { claim: Claim }) {
  const { t } = useTranslation()
  const me = useMe()
  const [asking, setAsking] = useState<Outcome>()
  const question = `${claim.id}-decision`
  const proposed = claim.proposed ?? []
  // Won is said once; the bank may still take it back.
  const open: Outcome[] = claim.decided ? ['lost'] : ['won', 'lost']
  const begins = proposed.length === 0 && claim.may.includes('decide') && holds(me, 'clearing_maker')
  return (
    <div className={styles.acts}>
      {proposed.map((one) => (
        <Proposed key={one.id} proposal={one}>
          {t(`claims.decision.${one.to === 'WON' ? 'won' : 'lost'}`)}
          {one.evidence && (
            <>
              {' · '}
              <bdi className="number">{one.evidence}</bdi>
            </>
          )}
        </Proposed>
      ))}
      {begins && (
        <div role="group" aria-labelledby={question}>
          <p id={question}>{t('claims.decision.title')}</p>
          <div className={styles.row}>
            {open.map((outcome) => (
              <Button key={outcome} variant="outline" onClick={() => setAsking(outcome)}>
                {t(`claims.decision.${outcome}`)}
              </Button>
            ))}
          </div>
        </div>
      )}
      {asking && <Say claim={claim} outcome={asking} close={() => setAsking(undefined)} />}
    </div>
  )
}

function Say({ claim, outcome, close }: { claim: Claim; outcome: Outcome; close: () => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const evidence = typed.trim()
  const decide = useChange(
    () => write('post', '/api/v1/claims/{id}/decide', { path: { id: claim.id }, body: { won: outcome === 'won', evidence }, version: claim.v }),
    { refresh: moved, told: t('suspense.proposed'), done: close },
  )
  return (
    <Modal opened onClose={close} title={t(`claims.decision.${outcome}`)} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (evidence) decide.mutate()
        }}
      >
        <Sandbox />
        <p className={styles.amount}>
          <Amount money={claim.amount} strong />
        </p>
        <p className="quiet">{t(`claims.decision.follows.${outcome}`)}</p>
        <TextInput
          data-autofocus
          required
          label={t('unknown.evidence')}
          description={t('unknown.evidenceWords')}
          maxLength={256}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" fullWidth disabled={!evidence} loading={decide.isPending}>
          {t('suspense.propose')}
        </Button>
      </form>
    </Modal>
  )
}
