import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { useZone } from '../api/session'
import type { Order } from '../api/shapes'
import { Amount } from '../money/amount'
import { fromMinor, sum, toMinor } from '../money/money'
import styles from './draft.module.css'
import { fieldsOf, most, wantedOf, type Fields } from './draftfields'

/** The milestones of an order that is not agreed yet, to be written anew, with their running total. */
export function DraftEditor({ order, close }: { order: Order; close: () => void }) {
  const { t } = useTranslation()
  const zone = useZone()
  const [rows, setRows] = useState(() => order.milestones.map((milestone) => fieldsOf(milestone, zone)))
  const read = rows.map((row) => wantedOf(row, order.currency, zone))
  const right = read.every((one) => one !== undefined)
  const total = sum(read.map((one) => one?.amount ?? fromMinor(0n, order.currency)), order.currency)
  const amend = useChange(() => write('post', '/api/v1/orders/{id}/amend', { path: { id: order.id }, body: { milestones: read }, version: order.v }), {
    refresh: [['order', order.id], ['orders']],
    told: t('draft.amended'),
    done: close,
  })
  const set = (index: number, change: Partial<Fields>) => setRows(rows.map((row, at) => (at === index ? { ...row, ...change } : row)))
  const add = () => setRows([...rows, { key: Math.max(...rows.map(({ key }) => key)) + 1, title: '', amount: '', due: '', days: '7', quantity: '', silence: false }])
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault()
        if (right) amend.mutate()
      }}
    >
      {rows.map((row, index) => (
        <Row
          key={row.key}
          row={row}
          number={index + 1}
          currency={order.currency}
          wrong={Boolean(row.amount.trim()) && !read[index]}
          set={(change) => set(index, change)}
          remove={rows.length > 1 ? () => setRows(rows.filter((_, at) => at !== index)) : undefined}
        />
      ))}
      {rows.length < most && (
        <Button variant="outline" onClick={add}>
          {t('draft.add')}
        </Button>
      )}
      <p className={styles.total} aria-live="polite">
        <span>{t('order.total')}</span>
        <span>
          {toMinor(total) !== toMinor(order.total) && (
            <del>
              <Amount money={order.total} />
            </del>
          )}{' '}
          <Amount money={total} strong />
        </span>
      </p>
      <p className="quiet">{t('draft.amendWords')}</p>
      <div className={styles.moves}>
        <Button type="submit" disabled={!right} loading={amend.isPending}>
          {t('draft.send')}
        </Button>
        <Button variant="subtle" onClick={close}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  )
}

type RowProps = { row: Fields; number: number; currency: string; wrong: boolean; set: (change: Partial<Fields>) => void; remove?: () => void }

function Row({ row, number, currency, wrong, set, remove }: RowProps) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles.row}>
      <legend>{t('draft.part', { number })}</legend>
      <TextInput className={styles.wide} required label={t('draft.title')} maxLength={200} value={row.title} onChange={(event) => set({ title: event.currentTarget.value })} />
      <TextInput
        required
        label={t('draft.amount', { currency })}
        inputMode="decimal"
        value={row.amount}
        error={wrong ? t('draft.wrong') : undefined}
        onChange={(event) => set({ amount: event.currentTarget.value })}
      />
      <TextInput type="date" label={t('draft.due')} value={row.due} onChange={(event) => set({ due: event.currentTarget.value })} />
      <TextInput label={t('draft.days')} inputMode="numeric" value={row.days} onChange={(event) => set({ days: event.currentTarget.value })} />
      <TextInput label={t('draft.pieces')} inputMode="numeric" value={row.quantity} onChange={(event) => set({ quantity: event.currentTarget.value })} />
      <Checkbox className={styles.wide} label={t('draft.silence')} checked={row.silence} onChange={(event) => set({ silence: event.currentTarget.checked })} />
      {remove && (
        <Button variant="subtle" color="vermilion" onClick={remove}>
          {t('draft.remove')}
        </Button>
      )}
    </fieldset>
  )
}
