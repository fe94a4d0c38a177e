import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import type { Guest, List } from '../api/shapes'
import { languageName } from '../i18n/words'
import styles from './room.module.css'

/** Who waits at the door of a room, for a host to let in or send away; `admitted` brings a host in who is not inside yet. */
export function Guests({ room, admitted }: { room: string; admitted?: () => void }) {
  const { t, i18n } = useTranslation()
  const key = ['guests', room]
  const guests = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => read<List<Guest>>('/api/v1/rooms/{id}/lobby', { path: { id: room } }, signal),
    refetchInterval: 3_000,
  })
  const answer = useChange(
    ({ guest, verdict }: { guest: Guest; verdict: 'admit' | 'deny' }) =>
      verdict === 'admit'
        ? write('post', '/api/v1/rooms/{id}/lobby/{participant}/admit', { path: { id: room, participant: guest.participant } })
        : write('post', '/api/v1/rooms/{id}/lobby/{participant}/deny', { path: { id: room, participant: guest.participant }, body: {} }),
    { refresh: [key], done: (_, { verdict }) => void (verdict === 'admit' && admitted?.()) },
  )
  const waiting = guests.data?.items ?? []
  if (waiting.length === 0) return null
  return (
    <section className={styles.guests} aria-label={t('room.waiting', { count: waiting.length })}>
      <p role="status">{t('room.waiting', { count: waiting.length })}</p>
      <ul>
        {waiting.map((guest) => (
          <li key={guest.participant}>
            <span>
              <bdi>{guest.name}</bdi>
              <span className={styles.faint}>
                {guest.organization && ` · ${guest.organization}`}
                {guest.language && ` · ${languageName(guest.language, i18n.language)}`}
              </span>
            </span>
            <span className={styles.moderate}>
              <Button h={44} aria-label={t('room.admitOther', { name: guest.name })} onClick={() => answer.mutate({ guest, verdict: 'admit' })}>
                {t('room.admit')}
              </Button>
              <Button h={44} variant="default" aria-label={t('room.denyOther', { name: guest.name })} onClick={() => answer.mutate({ guest, verdict: 'deny' })}>
                {t('room.deny')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
