import { useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { languageName } from '../i18n/words'
import { commandsFor, readCommand, type Command } from './commands'
import styles from './panel.module.css'
import { channelsAt } from './picture'
import type { View } from './view'
import { VoiceNote } from './voicenote'

/** One line for words and /commands alike; what could be typed is offered and chosen with the arrow keys. */
export function Line({ room, view, run, line, notice, note, shown }: { room: string; view: View; run: (command: Command) => void; line: RefObject<HTMLInputElement | null>; notice: (text: string) => void; note: (id: string) => void; shown: () => void }) {
  const { t, i18n } = useTranslation()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const { self, participants, breakouts } = view.picture
  const permissions = self?.permissions
  const typed = text.slice(1).toLowerCase()
  const offered = text.startsWith('/') && !/\s/.test(text) ? commandsFor({ moderate: permissions?.moderate ?? false, interpret: permissions?.interpret ?? false }).filter((name) => name.startsWith(typed)) : []
  const maySay = permissions?.data ?? true
  const take = (name: string) => {
    setText(`/${name} `)
    setChosen(0)
    line.current?.focus()
  }
  const submit = () => {
    const command = readCommand(text, {
      people: participants,
      channels: channelsAt(view.picture),
      breakouts,
      names: (code) => [languageName(code, i18n.language), languageName(code, 'en'), languageName(code, code)],
    })
    if (!command) return
    if ('misread' in command) {
      notice(t(`command.misread.${command.misread}`, { what: command.what }))
      return
    }
    if (command.do === 'say') shown()
    run(command)
    setText('')
  }
  const keys = (event: KeyboardEvent) => {
    if (offered.length === 0) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const next = (chosen + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length
      setChosen(next)
      list.current?.children[next]?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Escape') setText('')
    else if ((event.key === 'Tab' || event.key === 'Enter') && offered[chosen] && offered[chosen] !== typed) {
      event.preventDefault()
      take(offered[chosen])
    }
  }
  return (
    <form
      className={styles.line}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {offered.length > 0 && (
        <ul ref={list} id="room-commands" className={styles.suggested} role="listbox" aria-label={t('command.list')}>
          {offered.map((name, index) => (
            <li key={name} id={`room-command-${name}`} role="option" aria-selected={index === chosen} onClick={() => take(name)}>
              <kbd dir="ltr">/{name}</kbd> <span>{t(`command.${name}`)}</span>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={line}
        dir="auto"
        maxLength={1300}
        value={text}
        autoComplete="off"
        placeholder={t(maySay ? 'room.say' : 'room.onlyCommands')}
        aria-label={t('room.say')}
        aria-autocomplete="list"
        aria-controls={offered.length > 0 ? 'room-commands' : undefined}
        aria-activedescendant={offered[chosen] ? `room-command-${offered[chosen]}` : undefined}
        onKeyDown={keys}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setChosen(0)
        }}
      />
      {text.trim() === '' && maySay ? (
        <VoiceNote room={room} done={note} failed={() => notice(t('note.failed'))} />
      ) : (
        <button type="submit" className={styles.send} disabled={!text.trim()}>
          {t('room.send')}
        </button>
      )}
    </form>
  )
}
