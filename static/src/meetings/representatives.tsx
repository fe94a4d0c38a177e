import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import type { List } from '../api/shapes'
import { languageName } from '../i18n/words'
import { Loaded } from '../states/states'
import styles from './meetings.module.css'
import type { Representative } from './shapes'

function useRepresentatives(request: string, starts: string | undefined) {
  return useQuery({
    queryKey: ['representatives', request, starts],
    queryFn: ({ signal }) => read<List<Representative>>('/api/v1/meeting-requests/{id}/representatives', { path: { id: request }, query: { starts } }, signal),
  })
}

/** Who of my company goes: whoever is busy then is greyed with the reason; without a choice the fair chooses. */
export function Representatives({ request, starts, chosen, choose }: { request: string; starts: string | undefined; chosen: string; choose: (person: string) => void }) {
  const { t } = useTranslation()
  const people = useRepresentatives(request, starts)
  const items = people.data?.items ?? []
  // Whoever is alone and free needs no question.
  if (items.length < 2 && items.every(({ free }) => free)) return null
  return (
    <fieldset className={styles.question}>
      <legend>{t('representatives.title')}</legend>
      <div className={styles.options}>
        {items.length > 1 && (
          <label className={styles.option} data-chosen={chosen === '' || undefined}>
            <input type="radio" name={`person ${request}`} checked={chosen === ''} onChange={() => choose('')} />
            <span>
              {t('representatives.auto')}
              <small className="quiet">{t('representatives.autoWords')}</small>
            </span>
          </label>
        )}
        {items.map((person) => (
          <Choice key={person.person} name={`person ${request}`} person={person} chosen={chosen === person.person} choose={() => choose(person.person)} />
        ))}
      </div>
    </fieldset>
  )
}

function Choice({ name, person, chosen, choose }: { name: string; person: Representative; chosen: boolean; choose: () => void }) {
  const { t, i18n } = useTranslation()
  const details = useId()
  return (
    <label className={styles.option} data-chosen={chosen || undefined} data-off={!person.free || undefined}>
      <input type="radio" name={name} disabled={!person.free} checked={chosen} aria-describedby={details} onChange={choose} />
      <span>
        <bdi>{person.name}</bdi>
        <small className="quiet" id={details}>
          {[
            person.languages.map((code) => languageName(code, i18n.language)).join(t('list.separator')),
            t('representatives.load', { count: person.load }),
            person.reason && t([`representatives.reason.${person.reason}`, 'representatives.reason.busy']),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
    </label>
  )
}

/** Somebody else of my company goes instead; both sides are told. */
export function ChangeRepresentative({ meeting, close }: { meeting: { id: string; v?: number; starts?: string; person?: string }; close: () => void }) {
  const { t } = useTranslation()
  const people = useRepresentatives(meeting.id, meeting.starts)
  const [chosen, setChosen] = useState('')
  const send = useChange(() => write('post', '/api/v1/meetings/{id}/represent', { path: { id: meeting.id }, body: { person: chosen }, version: meeting.v }), {
    refresh: [['requests'], ['agenda'], ['meeting'], ['representatives']],
    told: t('representatives.changed'),
    done: close,
  })
  return (
    <Modal opened onClose={close} title={t('representatives.change')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Loaded query={people} empty={{ when: ({ items }) => items.every(({ person }) => person === meeting.person), show: <p>{t('representatives.nobodyElse')}</p> }}>
        {({ items }) => (
          <fieldset className={styles.question}>
            <legend className="visually-hidden">{t('representatives.title')}</legend>
            <div className={styles.options}>
              {items
                .filter(({ person }) => person !== meeting.person)
                .map((person) => (
                  <Choice key={person.person} name="represent" person={person} chosen={chosen === person.person} choose={() => setChosen(person.person)} />
                ))}
            </div>
            <Button mt="md" fullWidth disabled={!chosen} loading={send.isPending} onClick={() => send.mutate()}>
              {t('representatives.send')}
            </Button>
          </fieldset>
        )}
      </Loaded>
    </Modal>
  )
}
