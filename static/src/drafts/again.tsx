import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { Order } from '../api/shapes'
import { Sure } from '../guards/sure'

const repeatable = ['PARTIALLY_FUNDED', 'FUNDED', 'IN_DELIVERY', 'COMPLETED']

/** Proposes another order like this one to the other side; it can be changed before they answer. */
export function OrderAgain({ order }: { order: Order }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const again = useChange((_close: () => void) => write<Order>('post', '/api/v1/orders', { body: { from: order.id } }), {
    refresh: [['orders']],
    told: t('draft.proposed'),
    done: ({ id }, close) => {
      close()
      void navigate({ to: '/orders/$order', params: { order: id } })
    },
  })
  if (!repeatable.includes(order.state) || !['buyer', 'seller'].includes(order.you)) return null
  return <Sure outline label={t('draft.again')} words={t('draft.againWords')} pending={again.isPending} act={again.mutate} />
}
