import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { holds, useMe } from '../api/session'
import type { List, Money } from '../api/shapes'
import { Section } from '../app/page'
import type { Proof } from '../bank/shapes'
import { Amount } from '../money/amount'
import { toMinor } from '../money/money'
import { Sandbox } from '../money/sandbox'
import styles from './suspense.module.css'
import { moved, Proposed, useProposals } from './suspenseproposal'

/** A typed sum above zero, exact in its currency; undefined for what is none. */
function positive(typed: string, currency: string): Money | undefined {
  const money = { amount: typed.trim(), currency }
  try {
    return toMinor(money) > 0n ? money : undefined
  } catch (failure) {
    if (failure instanceof RangeError) return undefined
    throw failure
  }
}

/** What a bank took and nobody answers for: proposed by one officer with the line that shows it, booked by a second. */
export function Losses() {
  const { t } = useTranslation()
  const me = useMe()
  const [asking, setAsking] = useState(false)
  const waiting = useProposals().data?.items.filter(({ action }) => action === 'loss.book') ?? []
  return (
    <Section title={t('losses.title')}>
      <p className="quiet">{t('losses.words')}</p>
      {waiting.map((one) => (
        <Proposed key={one.id} proposal={one}>
          {t('losses.book')} {one.amount && <Amount money={one.amount} strong />}
          {one.evidence && (
            <>
              {' · '}
              <bdi className="number">{one.evidence}</bdi>
            </>
          )}
        </Proposed>
      ))}
      {holds(me, 'clearing_maker') && (
        <Button mt="sm" variant="outline" onClick={() => setAsking(true)}>
          {t('losses.propose')}
        </Button>
      )}
      {asking && <Book close={() => setAsking(false)} />}
    </Section>
  )
}

function Book({ close }: { close: () => void }) {
  const { t } = useTranslation()
  // A bank can take only where there is money: the currencies whose books are compared with it.
  const proofs = useQuery({ queryKey: ['nostro'], queryFn: ({ signal }) => read<List<Proof>>('/api/v1/nostro', {}, signal) })
  const currencies = [...new Set(proofs.data?.items.map(({ currency }) => currency))]
  const [chosen, setChosen] = useState<string>()
  const currency = chosen ?? currencies[0] ?? 'CNY'
  const [typed, setTyped] = useState('')
  const [evidence, setEvidence] = useState('')
  const [note, setNote] = useState('')
  const money = positive(typed, currency)
  const ready = money && evidence.trim()
  const book = useChange(
    () => write('post', '/api/v1/clearing/losses', { body: { amount: money, evidence: evidence.trim(), note: note.trim() || undefined } }),
    { refresh: moved, told: t('suspense.proposed'), done: close },
  )
  return (
    <Modal opened onClose={close} title={t('losses.propose')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) book.mutate()
        }}
      >
        <Sandbox />
        <NativeSelect label={t('losses.currency')} value={currency} onChange={(event) => setChosen(event.currentTarget.value)} data={currencies.length > 0 ? currencies : [currency]} />
        <TextInput
          data-autofocus
          label={t('payout.amount', { currency })}
          inputMode="decimal"
          value={typed}
          error={typed.trim() && !money ? t('losses.amountWrong') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <TextInput required label={t('losses.evidence')} description={t('losses.evidenceWords')} maxLength={256} value={evidence} onChange={(event) => setEvidence(event.currentTarget.value)} />
        <Textarea label={t('debts.note')} maxLength={256} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <Button type="submit" fullWidth disabled={!ready} loading={book.isPending}>
          {t('suspense.propose')}
        </Button>
      </form>
    </Modal>
  )
}
