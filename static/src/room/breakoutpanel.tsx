import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { useWords } from '../i18n/words'
import { useNow } from '../time/now'
import { countdown, dealt } from './breakouts'
import type { Command } from './commands'
import styles from './panel.module.css'
import { placeOf } from './picture'
import { breakouts as api } from './roomapi'
import type { View } from './view'

/** The smaller rooms within this one: who is where, how long, and the way there and back. */
export function Breakouts({ room, view, run, lead }: { room: string; view: View; run: (command: Command) => void; lead: boolean }) {
  const { t } = useTranslation()
  const words = useWords()
  const now = useNow(1_000)
  const { breakouts, participants, self } = view.picture
  const moderate = self?.permissions.moderate ?? false
  const here = placeOf(self)
  const recall = useChange(() => api.close(room), { told: t('breakouts.recalled') })
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('breakouts.title')}>
      {breakouts.length === 0 && <p className={styles.faint}>{t('breakouts.empty')}</p>}
      <ul className={styles.cards}>
        {breakouts.map((one) => {
          const inside = participants.filter((person) => placeOf(person) === one.id)
          return (
            <li key={one.id} data-state={one.id === here ? 'answering' : undefined}>
              <div className={styles.row}>
                <strong>{words(one.name)}</strong>
                {one.ends && <bdi className="number">{countdown(one.ends, now)}</bdi>}
              </div>
              <p className={styles.faint}>{inside.map(({ name }) => name).join(', ') || t('breakouts.nobody')}</p>
              {one.id !== here && (one.roam || moderate) && (
                <button type="button" className={styles.small} onClick={() => run({ do: 'move', place: one.id })}>
                  {t('breakouts.go')}
                </button>
              )}
            </li>
          )
        })}
      </ul>
      {here.startsWith('brk_') && (
        <button type="button" className={styles.small} onClick={() => run({ do: 'move', place: '' })}>
          {t('breakouts.back')}
        </button>
      )}
      {lead && breakouts.length > 0 && (
        <button type="button" className={styles.send} onClick={() => recall.mutate()}>
          {t('breakouts.recall')}
        </button>
      )}
      {lead && breakouts.length === 0 && <Split room={room} view={view} />}
    </div>
  )
}

function Split({ room, view }: { room: string; view: View }) {
  const { t, i18n } = useTranslation()
  const { participants, self } = view.picture
  const others = participants.filter(({ id, permissions }) => id !== self?.id && !permissions.interpret)
  const [names, setNames] = useState([1, 2].map((n) => t('breakouts.name', { n })))
  const [minutes, setMinutes] = useState(10)
  const [roam, setRoam] = useState(false)
  const [seats, setSeats] = useState<Record<string, number>>({})
  const start = useChange(() =>
    api.set(
      room,
      names.map((name, index) => ({ name: { [i18n.language]: name.trim() || t('breakouts.name', { n: index + 1 }) }, participants: others.filter(({ id }) => seats[id] === index).map(({ id }) => id), roam })),
      minutes,
    ),
  )
  const evenly = () => {
    const piles = dealt(others.map(({ id }) => id), names.length)
    setSeats(Object.fromEntries(piles.flatMap((pile, index) => pile.map((id) => [id, index]))))
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        start.mutate()
      }}
    >
      {names.map((name, index) => (
        <input key={index} aria-label={t('breakouts.name', { n: index + 1 })} value={name} maxLength={60} onChange={(event) => setNames(names.with(index, event.currentTarget.value))} />
      ))}
      <div className={styles.acts}>
        <button type="button" className={styles.small} disabled={names.length >= 12} onClick={() => setNames([...names, t('breakouts.name', { n: names.length + 1 })])}>
          {t('breakouts.add')}
        </button>
        <button type="button" className={styles.small} disabled={names.length <= 1} onClick={() => setNames(names.slice(0, -1))}>
          {t('breakouts.fewer')}
        </button>
        <button type="button" className={styles.small} onClick={evenly}>
          {t('breakouts.evenly')}
        </button>
      </div>
      {others.map((person) => (
        <label key={person.id} className={styles.row}>
          <bdi>{person.name}</bdi>
          <select value={seats[person.id] ?? ''} onChange={(event) => setSeats({ ...seats, [person.id]: event.currentTarget.value === '' ? -1 : Number(event.currentTarget.value) })}>
            <option value="">{t('people.floor')}</option>
            {names.map((name, index) => (
              <option key={index} value={index}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ))}
      <label className={styles.row}>
        {t('breakouts.minutes')}
        <input type="number" min={1} max={180} value={minutes} onChange={(event) => setMinutes(Math.max(1, Math.min(180, Number(event.currentTarget.value) || 1)))} />
      </label>
      <label className={styles.check}>
        <input type="checkbox" checked={roam} onChange={(event) => setRoam(event.currentTarget.checked)} /> {t('breakouts.roam')}
      </label>
      <button type="submit" className={styles.send} disabled={start.isPending}>
        {t('breakouts.start')}
      </button>
    </form>
  )
}
