import { Button } from '@mantine/core'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useZone } from '../api/session'
import { languageName } from '../i18n/words'
import { clock } from '../time/zones'
import { commandNames, readCommand, type Command } from './commands'
import styles from './room.module.css'
import type { View } from './seat'

/** Chat and people beside the stage. The line takes words and /commands alike. */
export function Side({ view, run, line, notice }: { view: View; run: (command: Command) => void; line: RefObject<HTMLInputElement | null>; notice: (text: string) => void }) {
  const { t } = useTranslation()
  const [tab, setTab] = useState<'chat' | 'people'>('chat')
  return (
    <aside className={styles.side} aria-label={t('room.side')}>
      <div className={styles.tabs}>
        <button type="button" aria-pressed={tab === 'chat'} onClick={() => setTab('chat')}>
          {t('room.chat')}
        </button>
        <button type="button" aria-pressed={tab === 'people'} onClick={() => setTab('people')}>
          {t('room.people', { count: view.picture.participants.length })}
        </button>
      </div>
      {tab === 'chat' ? <Chat view={view} /> : <People view={view} run={run} />}
      <Line view={view} run={run} line={line} notice={notice} shown={() => setTab('chat')} />
    </aside>
  )
}

function Chat({ view }: { view: View }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const end = useRef<HTMLLIElement>(null)
  const count = view.picture.chat.length + view.unsent.length
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [count])
  return (
    <ol className={styles.chat} role="log" aria-label={t('room.chat')} tabIndex={0}>
      {count === 0 && <li className={styles.faint}>{t('room.chatEmpty')}</li>}
      {view.picture.chat.map((said) => (
        <li key={said.id}>
          <span className={styles.faint}>
            <bdi>{said.name}</bdi> <time dateTime={said.at}>{clock(said.at, zone, i18n.language)}</time>
          </span>
          <p dir="auto" lang={said.language}>
            {said.text}
          </p>
        </li>
      ))}
      {view.unsent.map((said) => (
        <li key={said.clientId} className={styles.faint}>
          <p dir="auto">{said.text}</p>
          {t('room.sending')}
        </li>
      ))}
      <li ref={end} aria-hidden="true" />
    </ol>
  )
}

function People({ view, run }: { view: View; run: (command: Command) => void }) {
  const { t, i18n } = useTranslation()
  const { self, participants, hands } = view.picture
  const place = (id: string) => {
    const index = hands.findIndex(({ participant }) => participant === id)
    return index < 0 ? participants.length : index
  }
  return (
    <ul className={styles.people}>
      {[...participants].sort((a, b) => place(a.id) - place(b.id)).map((person) => {
        const hand = hands.find(({ participant }) => participant === person.id)
        return (
          <li key={person.id}>
            <span>
              <bdi>{person.name}</bdi>
              {person.id === self?.id && <span className={styles.faint}> {t('room.you')}</span>}
              <span className={styles.faint}>
                {person.organization && ` · ${person.organization}`}
                {person.language && ` · ${languageName(person.language, i18n.language)}`}
                {!person.connected && ` · ${t('room.away')}`}
              </span>
              {hand && <span className={styles.handWords}>{t('room.wantsToSpeak', { place: place(person.id) + 1 })}</span>}
            </span>
            {self?.permissions.moderate && person.id !== self.id && (
              <span className={styles.moderate}>
                <Button size="compact-md" variant="default" onClick={() => run({ do: 'muteOther', participant: person.id })} aria-label={t('room.muteOther', { name: person.name })}>
                  {t('room.mute')}
                </Button>
                <Button size="compact-md" variant="default" onClick={() => run({ do: 'remove', participant: person.id, reason: '' })} aria-label={t('room.removeOther', { name: person.name })}>
                  {t('room.remove')}
                </Button>
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Line({ view, run, line, notice, shown }: { view: View; run: (command: Command) => void; line: RefObject<HTMLInputElement | null>; notice: (text: string) => void; shown: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const suggestions = text.startsWith('/') && !text.includes(' ') ? commandNames.filter((name) => name.startsWith(text.slice(1).toLowerCase())) : []
  const maySay = view.picture.self?.permissions.data ?? true
  const submit = () => {
    const command = readCommand(text, view.picture.participants)
    if (!command) return
    if ('misread' in command) {
      notice(t(`command.misread.${command.misread}`, { what: command.what }))
      return
    }
    shown()
    run(command)
    setText('')
  }
  return (
    <form
      className={styles.line}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {suggestions.length > 0 && (
        <ul className={styles.suggested}>
          {suggestions.map((name) => (
            <li key={name}>
              <button
                type="button"
                onClick={() => {
                  setText(`/${name} `)
                  line.current?.focus()
                }}
              >
                <kbd dir="ltr">/{name}</kbd> {t(`command.${name}`)}
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={line}
        dir="auto"
        maxLength={1300}
        value={text}
        placeholder={t(maySay ? 'room.say' : 'room.onlyCommands')}
        aria-label={t('room.say')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" className={styles.send} disabled={!text.trim()}>
        {t('room.send')}
      </button>
    </form>
  )
}
