import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { useWords, Words } from '../i18n/words'
import { Loaded } from '../states/states'
import styles from './panel.module.css'
import { polls, type Poll } from './roomapi'

/** Questions with answers to choose from: one votes, then one sees the bars. */
export function Polls({ room, moderate }: { room: string; moderate: boolean }) {
  const { t } = useTranslation()
  const query = useQuery({ queryKey: ['polls', room], queryFn: ({ signal }) => polls.list(room, signal), refetchInterval: 20_000 })
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('polls.title')}>
      {moderate && <NewPoll room={room} />}
      <Loaded query={query} empty={{ when: ({ items }) => items.length === 0, show: <p className={styles.faint}>{t('polls.empty')}</p> }}>
        {({ items }) => (
          <ul className={styles.cards}>
            {[...items].sort((a, b) => Number(b.state === 'open') - Number(a.state === 'open') || b.at.localeCompare(a.at)).map((poll) => (
              <li key={poll.id}>
                <PollCard room={room} poll={poll} moderate={moderate} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </div>
  )
}

function PollCard({ room, poll, moderate }: { room: string; poll: Poll; moderate: boolean }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const [chosen, setChosen] = useState<number[]>(poll.mine ?? [])
  const refresh = [['polls', room]]
  const vote = useChange(() => polls.vote(room, poll.id, chosen), { refresh, told: t('polls.voted') })
  const turn = useChange((to: 'open' | 'close') => polls.turn(room, poll.id, to), { refresh })
  const open = poll.state === 'open'
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' })
  // A ballot is final: whoever has voted sees the bars instead of the choices.
  const votes = open && !poll.mine
  return (
    <fieldset className={styles.poll}>
      <legend>
        <Words of={poll.question} />
      </legend>
      <p className={styles.faint}>
        {t(`polls.state.${poll.state}`)} · {t('polls.cast', { count: poll.cast })}
        {poll.multiple && ` · ${t('polls.several')}`}
      </p>
      {poll.options.map((option, index) => {
        const part = poll.counts && poll.cast > 0 ? (poll.counts[index] ?? 0) / poll.cast : 0
        return (
          <div key={index} className={styles.option}>
            <label className={styles.check}>
              {votes && (
                <input
                  type={poll.multiple ? 'checkbox' : 'radio'}
                  name={poll.id}
                  checked={chosen.includes(index)}
                  onChange={() => setChosen(poll.multiple ? (chosen.includes(index) ? chosen.filter((one) => one !== index) : [...chosen, index]) : [index])}
                />
              )}
              <span>
                {words(option)}
                {poll.mine?.includes(index) && ` · ${t('polls.mine')}`}
              </span>
              {poll.counts && (
                <bdi className="number">
                  {poll.counts[index] ?? 0} · {percent.format(part)}
                </bdi>
              )}
            </label>
            {poll.counts && (
              <span className={styles.pollBar} aria-hidden="true">
                <span style={{ inlineSize: `${part * 100}%` }} />
              </span>
            )}
          </div>
        )
      })}
      <div className={styles.acts}>
        {votes && (
          <button type="button" className={styles.send} disabled={chosen.length === 0 || vote.isPending} onClick={() => vote.mutate()}>
            {t('polls.vote')}
          </button>
        )}
        {moderate && (
          <>
            {poll.state !== 'closed' && (
              <button type="button" className={styles.small} onClick={() => turn.mutate(open ? 'close' : 'open')}>
                {t(open ? 'polls.close' : 'polls.open')}
              </button>
            )}
            <a className={styles.small} href={polls.export(room, poll.id)} download>
              {t('polls.export')}
            </a>
          </>
        )}
      </div>
    </fieldset>
  )
}

function NewPoll({ room }: { room: string }) {
  const { t, i18n } = useTranslation()
  const [question, setQuestion] = useState('')
  const [lines, setLines] = useState('')
  const [multiple, setMultiple] = useState(false)
  const options = lines.split('\n').map((line) => line.trim()).filter(Boolean)
  const add = useChange(
    () => polls.add(room, { question: { [i18n.language]: question.trim() }, options: options.map((option) => ({ [i18n.language]: option })), multiple, open: true }),
    {
      refresh: [['polls', room]],
      done: () => {
        setQuestion('')
        setLines('')
      },
    },
  )
  return (
    <details className={styles.more}>
      <summary>{t('polls.new')}</summary>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate()
        }}
      >
        <label>
          {t('polls.question')}
          <input value={question} maxLength={300} dir="auto" onChange={(event) => setQuestion(event.currentTarget.value)} />
        </label>
        <label>
          {t('polls.options')}
          <textarea rows={4} value={lines} dir="auto" onChange={(event) => setLines(event.currentTarget.value)} />
        </label>
        <label className={styles.check}>
          <input type="checkbox" checked={multiple} onChange={(event) => setMultiple(event.currentTarget.checked)} /> {t('polls.multiple')}
        </label>
        <button type="submit" className={styles.send} disabled={!question.trim() || options.length < 2 || options.length > 10 || add.isPending}>
          {t('polls.start')}
        </button>
      </form>
    </details>
  )
}
