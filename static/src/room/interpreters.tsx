import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { languageName } from '../i18n/words'
import styles from './panel.module.css'
import { interpreters, type Interpreter } from './roomapi'
import type { View } from './view'

/** Who interprets here and into what; the channels of the room follow from it. */
export function Interpreters({ room, view }: { room: string; view: View }) {
  const { t, i18n } = useTranslation()
  const key = ['interpreters', room]
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => interpreters.list(room, signal), retry: false })
  const [person, setPerson] = useState('')
  const [languages, setLanguages] = useState('')
  const all = query.data?.items ?? []
  const set = useChange((next: Interpreter[]) => interpreters.set(room, next), {
    refresh: [key, ['room', room]],
    told: t('people.interpretersSet'),
    done: () => {
      setPerson('')
      setLanguages('')
    },
  })
  const codes = languages.split(/[,，、\s]+/).filter(Boolean)
  const nameOf = (one: Interpreter) => one.name ?? view.picture.participants.find(({ id }) => id === one.person)?.name ?? one.person
  return (
    <details className={styles.more}>
      <summary>{t('people.interpreters')}</summary>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          set.mutate([...all.filter((one) => one.person !== person), { person, languages: codes }])
        }}
      >
        {all.map((one) => (
          <div key={one.person} className={styles.row}>
            <span>
              <bdi>{nameOf(one)}</bdi> <span className={styles.faint}>{one.languages.map((code) => languageName(code, i18n.language)).join(t('list.separator'))}</span>
            </span>
            <button type="button" className={styles.small} onClick={() => set.mutate(all.filter(({ person: other }) => other !== one.person))}>
              {t('people.interpreterOff')}
            </button>
          </div>
        ))}
        <label>
          {t('people.interpreterWho')}
          <select value={person} onChange={(event) => setPerson(event.currentTarget.value)}>
            <option value="">{t('people.choose')}</option>
            {view.picture.participants.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('people.interpreterInto')}
          <input value={languages} placeholder="de, ar" dir="ltr" onChange={(event) => setLanguages(event.currentTarget.value)} />
        </label>
        <button type="submit" className={styles.send} disabled={!person || codes.length === 0 || set.isPending}>
          {t('people.interpreterOn')}
        </button>
      </form>
    </details>
  )
}
