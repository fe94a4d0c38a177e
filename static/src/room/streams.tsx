import { CopyButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { useZone } from '../api/session'
import { Loaded } from '../states/states'
import { dateName } from '../time/zones'
import styles from './panel.module.css'
import { streamKeys, type StreamKey, type StreamSecret, type StreamUse } from './roomapi'

const uses: StreamUse[] = ['whip', 'whep']

/** Keys for programs that send into the room or show it without a person in a browser. */
export function Streams({ room }: { room: string }) {
  const { t } = useTranslation()
  const key = ['streams', room]
  const keys = useQuery({ queryKey: key, queryFn: ({ signal }) => streamKeys.list(room, signal) })
  const [use, setUse] = useState<StreamUse>('whip')
  const [name, setName] = useState('')
  // The secret lives here alone: it is nowhere to be read again.
  const [secret, setSecret] = useState<StreamSecret>()
  const make = useChange(() => streamKeys.make(room, { use, name: name.trim() }), {
    refresh: [key],
    done: (made) => {
      setSecret(made)
      setName('')
    },
  })
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('streams.title')}>
      <p className={styles.faint}>{t('streams.words')}</p>
      {secret && <Secret secret={secret} close={() => setSecret(undefined)} />}
      <Loaded query={keys} empty={{ when: ({ items }) => items.length === 0, show: <p className={styles.faint}>{t('streams.empty')}</p> }}>
        {({ items }) => (
          <ul className={styles.cards}>
            {items.map((one) => (
              <KeyCard
                key={one.id}
                room={room}
                stream={one}
                shown={setSecret}
                gone={() => {
                  if (secret?.id === one.id) setSecret(undefined)
                }}
              />
            ))}
          </ul>
        )}
      </Loaded>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) make.mutate()
        }}
      >
        <label>
          {t('streams.use')}
          <select value={use} onChange={(event) => setUse(event.currentTarget.value as StreamUse)}>
            {uses.map((one) => (
              <option key={one} value={one}>
                {t(`streams.uses.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('streams.name')}
          <input value={name} maxLength={100} dir="auto" onChange={(event) => setName(event.currentTarget.value)} />
        </label>
        <button type="submit" className={styles.send} disabled={!name.trim() || make.isPending}>
          {t('streams.make')}
        </button>
      </form>
    </div>
  )
}

function Secret({ secret, close }: { secret: StreamSecret; close: () => void }) {
  const { t } = useTranslation()
  const server = new URL(secret.url, location.origin).href
  return (
    <section className={styles.secret} aria-label={t('streams.keyOf', { name: secret.name })}>
      <p role="status">
        <strong>{t('streams.keyOf', { name: secret.name })}</strong> {t('streams.once')}
      </p>
      <Copied label={t('streams.server')} value={server} />
      <Copied label={t('streams.token')} value={secret.key} />
      <p className={styles.faint}>{t(`streams.how.${secret.use}`)}</p>
      <button type="button" className={styles.small} onClick={close}>
        {t('streams.kept')}
      </button>
    </section>
  )
}

function Copied({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation()
  return (
    <div className={styles.row}>
      <span>
        <span className={styles.faint}>{label}</span>
        <code dir="ltr">{value}</code>
      </span>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <button type="button" className={styles.small} aria-label={t('streams.copy', { what: label })} onClick={copy}>
            {t(copied ? 'action.copied' : 'action.copy')}
          </button>
        )}
      </CopyButton>
    </div>
  )
}

function KeyCard({ room, stream, shown, gone }: { room: string; stream: StreamKey; shown: (secret: StreamSecret) => void; gone: () => void }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const refresh = [['streams', room]]
  const rotate = useChange(() => streamKeys.rotate(room, stream.id), { refresh, done: shown })
  const revoke = useChange(() => streamKeys.revoke(room, stream.id), { refresh, done: gone })
  const since = t(stream.rotated ? 'streams.rotatedOn' : 'streams.madeOn', { day: dateName(stream.rotated ?? stream.at, zone, i18n.language) })
  return (
    <li data-state={stream.revoked ? 'dismissed' : undefined}>
      <p>
        <bdi>{stream.name}</bdi>{' '}
        <span className={styles.faint}>
          {stream.use.toUpperCase()} · {stream.revoked ? t('streams.revokedOn', { day: dateName(stream.revoked.at, zone, i18n.language) }) : since}
        </span>
      </p>
      {!stream.revoked && (
        <div className={styles.acts}>
          <button type="button" className={styles.small} aria-label={t('streams.rotateOf', { name: stream.name })} disabled={rotate.isPending} onClick={() => rotate.mutate()}>
            {t('streams.rotate')}
          </button>
          <button type="button" className={styles.small} data-danger aria-label={t('streams.revokeOf', { name: stream.name })} disabled={revoke.isPending} onClick={() => revoke.mutate()}>
            {t('streams.revoke')}
          </button>
        </div>
      )}
    </li>
  )
}
