import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { pushState, subscribeHere, unsubscribeHere } from './push'

/** Messages on this very device, also while no page of the fair is open. */
export function PushHere() {
  const { t } = useTranslation()
  const state = useQuery({ queryKey: ['push-here'], queryFn: pushState, staleTime: Infinity })
  const turn = useChange((on: boolean) => (on ? subscribeHere() : unsubscribeHere()), { refresh: [['push-here']] })
  if (!state.data) return null
  const can = state.data === 'on' || state.data === 'off'
  return (
    <>
      <p role="status">{t(`notifications.here.${state.data}`)}</p>
      {can && (
        <Button variant={state.data === 'on' ? 'outline' : 'filled'} loading={turn.isPending} onClick={() => turn.mutate(state.data === 'off')}>
          {t(state.data === 'on' ? 'notifications.hereOff' : 'notifications.hereOn')}
        </Button>
      )}
    </>
  )
}
