import { Badge, Button, Modal, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import type { List, Order } from '../api/shapes'
import { Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { toMinor } from '../money/money'
import { Sandbox } from '../money/sandbox'
import { Loaded } from '../states/states'
import styles from './suspense.module.css'
import { answersTo, candidates, fills, takes, type Candidate } from './suspensefit'
import { moved } from './suspenseproposal'
import type { Suspense } from './suspenseshapes'

/** Where the order is looked for: those that wait for money first, then the newest of all. */
const pages = [{ state: 'AWAITING_FUNDS', limit: 200 }, { state: 'PARTIALLY_FUNDED', limit: 200 }, { limit: 50 }]
const shown = 6

/** Orders that wait for money, the newest of all others, and one that is named by its id. */
function useOrders(named: string) {
  const one = useQuery({
    queryKey: ['order', named],
    queryFn: ({ signal }) => read<Order>('/api/v1/orders/{id}', { path: { id: named } }, signal),
    enabled: /^ord_\w+$/.test(named),
    retry: false,
  })
  const all = useQuery({
    queryKey: ['orders', 'for-suspense'],
    queryFn: async ({ signal }) => {
      const lists = await Promise.all(
        pages.map((query) => read<List<Order>>('/api/v1/orders', { query }, signal)),
      )
      return lists.flatMap(({ items }) => items)
    },
    staleTime: 15_000,
  })
  return { all, named: one.data }
}

/** Finds the order that a sum was meant for and shows what it would fill there, before anything is pressed. */
export function Assign({ sum, close }: { sum: Suspense; close: () => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<Order>()
  const { all, named } = useOrders(typed.trim() || sum.named || '')
  const assign = useChange((order: string) => write('post', '/api/v1/suspense/{id}/assign', { path: { id: sum.id }, body: { order }, version: sum.v }), {
    refresh: moved,
    told: t('suspense.proposed'),
    done: close,
  })
  return (
    <Modal opened onClose={close} size="xl" title={t('suspense.assignTitle')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Sandbox />
      <p className={styles.amount}>
        <Amount money={sum.amount} strong />
      </p>
      <TextInput mt="sm" data-autofocus label={t('suspense.search')} description={t('suspense.searchWords')} value={typed} maxLength={80} onChange={(event) => setTyped(event.currentTarget.value)} />
      <Loaded query={all}>
        {(orders) => (
          <Choice
            found={candidates(named ? [named, ...orders] : orders, sum).filter(
              ({ order, hints }) => answersTo(order, typed) && (typed.trim() || hints.includes('named') || toMinor(order.missing) > 0n),
            )}
            refused={named && typed.trim() && !takes(named, sum.amount) ? named : undefined}
            chosen={chosen}
            choose={setChosen}
          />
        )}
      </Loaded>
      {chosen && <Fills order={chosen} sum={sum} />}
      <Button mt="md" fullWidth disabled={!chosen} loading={assign.isPending} onClick={() => chosen && assign.mutate(chosen.id)}>
        {t('suspense.propose')}
      </Button>
      <p className="quiet">{t('suspense.secondPerson')}</p>
    </Modal>
  )
}

function Choice({ found, refused, chosen, choose }: { found: Candidate[]; refused?: Order; chosen?: Order; choose: (order: Order) => void }) {
  const { t } = useTranslation()
  if (found.length === 0) return <p role="status">{refused ? t('suspense.orderRefuses', { order: refused.id }) : t('suspense.noOrder')}</p>
  return (
    <ul className={styles.choice} aria-label={t('suspense.candidates')}>
      {found.slice(0, shown).map(({ order, hints }) => (
        <li key={order.id}>
          <button type="button" className={styles.candidate} aria-pressed={chosen?.id === order.id} onClick={() => choose(order)}>
            <span>
              <strong>{order.title || order.id}</strong>
              <span className="quiet">
                <bdi className="number">{order.id}</bdi> · <Words of={order.buyer.orgName} />
              </span>
            </span>
            <span>
              <span className="quiet">{t('suspense.missing')}</span> <Amount money={order.missing} strong />
            </span>
            <span className={styles.hints}>
              {hints.map((hint) => (
                <Badge key={hint} color={hint === 'part' || hint === 'over' ? 'gray' : undefined}>
                  {t(`suspense.hint.${hint}`)}
                </Badge>
              ))}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** What the sum would do to the order: each milestone with what it has, what comes and what stays open. */
function Fills({ order, sum }: { order: Order; sum: Suspense }) {
  const { t } = useTranslation()
  const { parts, rest } = fills(order, sum.amount)
  const percent = (money: Order['missing'], due: Order['missing']) => `${(Number(toMinor(money)) / (Number(toMinor(due)) || 1)) * 100}%`
  return (
    <section className={styles.fills} aria-label={t('suspense.fills')}>
      <h3>{t('suspense.fills')}</h3>
      <ul>
        {parts.map(({ milestone, before, part, due, full }) => (
          <li key={milestone.id}>
            <span>{milestone.title}</span>
            <span>
              <Amount money={part} strong /> <span className="quiet">{t(full ? 'suspense.full' : 'suspense.stillOpen')}</span>
            </span>
            <span className={styles.bar} aria-hidden="true">
              <span className={styles.before} style={{ inlineSize: percent(before, due) }} />
              <span className={styles.comes} style={{ inlineSize: percent(part, due) }} />
            </span>
          </li>
        ))}
      </ul>
      {toMinor(rest) > 0n && (
        <p>
          {t('suspense.rest')} <Amount money={rest} strong />
        </p>
      )}
    </section>
  )
}
