import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useZone } from '../api/session'
import { CrossIcon } from '../icons/icons'
import { clock } from '../time/zones'
import type { Command } from './commands'
import styles from './panel.module.css'
import { noteOf } from './roomapi'
import type { View } from './seat'

/** What was written and spoken into notes, oldest first. */
export function Chat({ room, view, run }: { room: string; view: View; run: (command: Command) => void }) {
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
                {said.note && <audio controls preload="none" src={noteOf(room, said.note)} aria-label={t('chat.note', { name: said.name })} />}
              </>
            )}
            {self?.permissions.moderate && !said.removed && (
              <button type="button" className={styles.quiet} aria-label={t('chat.remove', { name: said.name })} title={t('chat.remove', { name: said.name })} onClick={() => run({ do: 'unsay', message: said.id })}>
                <CrossIcon size={16} />
              </button>
            )}
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
      {slowMode > 0 && <p className={styles.faint}>{t('chat.slow', { count: slowMode })}</p>}
    </>
  )
}
