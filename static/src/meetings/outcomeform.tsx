import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import type { MeetingRequest } from '../api/shapes'
import { budgets } from './choices'
import styles from './outcome.module.css'
import { complete, draftOf, interests, type Draft } from './outcomes'
import { nextSteps } from './shapes'

/** Two presses and a button: how interesting it was and what comes next; a value band and a note may follow. */
export function OutcomeForm({ meeting, closed }: { meeting: MeetingRequest; closed?: boolean }) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<Draft>(() => draftOf(meeting.outcome))
  const put = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const save = useChange(
    () => {
      const { interest, next, value, note } = draft
      return write('put', '/api/v1/meetings/{id}/outcome', { path: { id: meeting.id }, body: { interest, next, ...(value && { value }), ...(note.trim() && { note: note.trim() }) }, version: meeting.v })
    },
    { refresh: [['meeting', meeting.id], ['requests'], ['agenda']], told: t('outcome.saved') },
  )
  return (
    <form
      className={`sheet ${styles.form}`}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <fieldset className={styles.question} disabled={closed}>
        <legend>{t('outcome.interest')}</legend>
        <div className={styles.interests}>
          {interests.map((value) => (
            <label key={value} data-lit={value <= draft.interest || undefined}>
              <input type="radio" name={`interest ${meeting.id}`} className="visually-hidden" checked={draft.interest === value} onChange={() => put({ interest: value })} />
              <Lantern />
              <span className="visually-hidden">{t('outcome.of', { value })} </span>
              <span className={styles.word}>{t(`outcome.interests.${value}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className={styles.question} disabled={closed}>
        <legend>{t('outcome.next')}</legend>
        <div className={styles.steps}>
          {nextSteps.map((step) => (
            <label key={step} data-chosen={draft.next === step || undefined}>
              <input type="radio" name={`next ${meeting.id}`} checked={draft.next === step} onChange={() => put({ next: step })} />
              {t(`outcome.steps.${step}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <NativeSelect
        label={t('outcome.value')}
        disabled={closed}
        data={[{ value: '', label: t('outcome.notSaid') }, ...budgets.map((band) => ({ value: band, label: t(`needs.band.${band}`) }))]}
        value={draft.value}
        onChange={(event) => put({ value: event.currentTarget.value })}
      />
      <Textarea label={t('outcome.note')} description={t('outcome.noteWords')} maxLength={500} disabled={closed} value={draft.note} onChange={(event) => put({ note: event.currentTarget.value })} />
      {!closed && (
        <Button type="submit" disabled={!complete(draft)} loading={save.isPending}>
          {t(meeting.outcome ? 'outcome.saveAgain' : 'outcome.save')}
        </Button>
      )}
    </form>
  )
}

/** A paper lantern, lit for every degree of interest. */
function Lantern() {
  return (
    <svg width="36" height="44" viewBox="0 0 36 44" className={styles.lantern} aria-hidden="true">
      <path d="M18 2v6M13 8h10" />
      <ellipse cx="18" cy="21" rx="12" ry="11.5" />
      <path d="M13 33h10M18 33v8M11 12.5c-3 5-3 12 0 17M25 12.5c3 5 3 12 0 17" />
    </svg>
  )
}
