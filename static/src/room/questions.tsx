import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { languageName } from '../i18n/words'
import { Loaded } from '../states/states'
import styles from './panel.module.css'
import { questions, type RoomQuestion } from './roomapi'

/** What the audience wants to know, the most wanted first; those who run the room let questions through and close them. */
export function Questions({ room, moderate, moderated }: { room: string; moderate: boolean; moderated?: boolean }) {
  const { t, i18n } = useTranslation()
  const key = ['questions', room]
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => questions.list(room, signal), refetchInterval: 20_000 })
  const [text, setText] = useState('')
  const [anonymous, setAnonymous] = useState(false)
  const ask = useChange(() => questions.ask(room, { text: text.trim(), language: i18n.language, anonymous }), { refresh: [key], told: t('questions.asked'), done: () => setText('') })
  const gate = useChange((on: boolean) => questions.moderated(room, on), { refresh: [['room', room]] })
  return (
    <>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('questions.title')}>
        {moderate && (
          <label className={styles.check}>
            <input type="checkbox" checked={moderated ?? false} onChange={(event) => gate.mutate(event.currentTarget.checked)} /> {t('questions.moderated')}
          </label>
        )}
        <Loaded query={query} empty={{ when: ({ items }) => items.length === 0, show: <p className={styles.faint}>{t('questions.empty')}</p> }}>
          {({ items }) => (
            <ul className={styles.cards}>
              {[...items].sort(byWeight).map((question) => (
                <QuestionCard key={question.id} room={room} question={question} moderate={moderate} />
              ))}
            </ul>
          )}
        </Loaded>
      </div>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim()) ask.mutate()
        }}
      >
        <input aria-label={t('questions.yours')} placeholder={t('questions.yours')} value={text} maxLength={500} dir="auto" onChange={(event) => setText(event.currentTarget.value)} />
        <div className={styles.row}>
          <label className={styles.check}>
            <input type="checkbox" checked={anonymous} onChange={(event) => setAnonymous(event.currentTarget.checked)} /> {t('questions.anonymous')}
          </label>
          <button type="submit" className={styles.send} disabled={!text.trim() || ask.isPending}>
            {t('questions.ask')}
          </button>
        </div>
      </form>
    </>
  )

  function byWeight(a: RoomQuestion, b: RoomQuestion) {
    return weight[a.state] - weight[b.state] || b.votes - a.votes || a.at.localeCompare(b.at)
  }
}

const weight = { answering: 0, pending: 1, open: 2, answered: 3, dismissed: 4 }

function QuestionCard({ room, question, moderate }: { room: string; question: RoomQuestion; moderate: boolean }) {
  const { t, i18n } = useTranslation()
  const refresh = [['questions', room]]
  const vote = useChange((voted: boolean) => questions.vote(room, question.id, voted), { refresh })
  const move = useChange((state: RoomQuestion['state']) => questions.move(room, question.id, state), { refresh })
  const votable = question.state === 'open' || question.state === 'answering'
  const next: RoomQuestion['state'][] = question.state === 'pending' ? ['open', 'dismissed'] : question.state === 'open' ? ['answering', 'dismissed'] : question.state === 'answering' ? ['answered', 'open'] : []
  return (
    <li data-state={question.state}>
      <p dir="auto" lang={question.language}>
        {question.text}
      </p>
      <p className={styles.faint}>
        {question.author?.name ?? t('questions.nameless')}
        {question.language && ` · ${languageName(question.language, i18n.language)}`}
        {question.state !== 'open' && ` · ${t(`questions.state.${question.state}`)}`}
      </p>
      <div className={styles.acts}>
        <button type="button" className={styles.small} aria-pressed={question.voted} disabled={!votable || question.mine} onClick={() => vote.mutate(!question.voted)}>
          ▲ {t('questions.votes', { count: question.votes })}
        </button>
        {moderate &&
          next.map((state) => (
            <button key={state} type="button" className={styles.small} onClick={() => move.mutate(state)}>
              {t(`questions.to.${state}`)}
            </button>
          ))}
      </div>
    </li>
  )
}
