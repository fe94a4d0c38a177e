import { Button, Textarea } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Order } from '../api/shapes'
import styles from './settlement.module.css'

/** Who takes part in the talk about an order; the others read it. */
const writers = ['buyer', 'seller', 'logistics', 'clearing_maker', 'clearing_checker', 'arbitrator']

/** A line to everybody who reads the order. */
export function Write({ order }: { order: Order }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const send = useChange(() => write('post', '/api/v1/orders/{id}/messages', { path: { id: order.id }, body: { text: text.trim() } }), {
    refresh: [['order', order.id, 'messages']],
    done: () => setText(''),
  })
  if (!writers.includes(order.you)) return null
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (text.trim()) send.mutate()
  }
  return (
    <form className={styles.write} onSubmit={submit}>
      <Textarea label={t('timeline.write')} description={t('timeline.writeWords')} maxLength={2000} autosize minRows={1} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Button type="submit" variant="outline" disabled={!text.trim()} loading={send.isPending}>
        {t('timeline.send')}
      </Button>
    </form>
  )
}
