import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { useZone } from '../api/session'
import type { Room } from '../api/shapes'
import { clock } from '../time/zones'
import type { Command } from './commands'
import { Discipline, type Measure } from './discipline'
import type { ChatLine } from './messages'
import styles from './panel.module.css'
import { chatFile, moderation, noteOf } from './roomapi'
import type { View } from './view'

const formats = ['csv', 'jsonl'] as const

/** What was written and spoken into notes, oldest first. */
export function Chat({ room, view, run }: { room: Room; view: View; run: (command: Command) => void }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const list = useRef<HTMLDivElement>(null)
  const { chat, self, slowMode } = view.picture
  const count = chat.length + view.unsent.length
  useEffect(() => {
    // Only the list is scrolled; the page stays where it is.
    if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [count])
  return (
    <>
      <div ref={list} className={styles.scroll} role="log" aria-label={t('room.chat')} tabIndex={0}>
        <ol className={styles.chat}>
        {count === 0 && <li className={styles.faint}>{t('room.chatEmpty')}</li>}
        {chat.map((said) => (
          <li key={said.id}>
            <span className={styles.faint}>
              <bdi>{said.name}</bdi> <time dateTime={said.at}>{clock(said.at, zone, i18n.language)}</time>
            </span>
            {said.removed ? (
              <p className={styles.faint}>{t('chat.removed')}</p>
            ) : (
              <>
                {said.text && (
                  <p dir="auto" lang={said.language}>
                    {said.text}
                  </p>
                )}
                {said.note && <audio controls preload="none" src={noteOf(room.id, said.note)} aria-label={t('chat.note', { name: said.name })} />}
              </>
            )}
            {!said.removed && (said.participant !== self?.id || self.permissions.moderate) && <Menu room={room} said={said} view={view} run={run} />}
          </li>
        ))}
        {view.unsent.map((said) => (
          <li key={said.clientId} className={styles.faint}>
            <p dir="auto">{said.text}</p>
            {t('room.sending')}
          </li>
        ))}
        </ol>
      </div>
      <div className={styles.row}>
        {slowMode > 0 && <p className={styles.faint}>{t('chat.slow', { count: slowMode })}</p>}
        {chat.length > 0 && (
          <p className={styles.faint}>
            {t('chat.save')}{' '}
            {formats.map((format) => (
              <a key={format} className={styles.link} href={chatFile(room.id, format)} download aria-label={t('chat.saveAs', { format: format.toUpperCase() })}>
                {format.toUpperCase()}
              </a>
            ))}
          </p>
        )}
      </div>
    </>
  )
}

/** What may be done about one line and who wrote it; whoever has left already can still be reported and kept out. */
function Menu({ room, said, view, run }: { room: Room; said: ChatLine; view: View; run: (command: Command) => void }) {
  const { t } = useTranslation()
  const { self, participants } = view.picture
  const moderate = self?.permissions.moderate ?? false
  const mine = said.participant === self?.id
  const here = participants.some(({ id }) => id === said.participant)
  const report = useChange((reason: string) => moderation.report(room.id, { message: said.id, reason }), { told: t('people.reportSent'), refresh: [['reports', room.id]] })
  const ban = useChange((reason: string) => moderation.ban(room.id, said.participant, reason), { told: t('people.banned', { name: said.name }), refresh: [['bans', room.id]] })
  const measures: Measure[] = ['report', ...(moderate && here ? (['remove'] as const) : []), ...(room.may.police ? (['ban'] as const) : [])]
  const act = (measure: Measure, reason: string) => {
    if (measure === 'report') report.mutate(reason)
    else if (measure === 'ban') ban.mutate(reason)
    else run({ do: 'remove', participant: said.participant, reason })
  }
  return (
    <details className={styles.lineMenu}>
      <summary aria-label={t('people.actsFor', { name: said.name })}>⋯</summary>
      {moderate && (
        <button type="button" className={styles.small} aria-label={t('chat.remove', { name: said.name })} onClick={() => run({ do: 'unsay', message: said.id })}>
          {t('chat.unsay')}
        </button>
      )}
      {!mine && <Discipline name={said.name} measures={measures} act={act} />}
    </details>
  )
}
