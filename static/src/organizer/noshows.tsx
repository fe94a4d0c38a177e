import { Badge, Button, Checkbox, Modal, Textarea } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { Problem } from '../api/problem'
import { useExhibition, useMe } from '../api/session'
import type { List, MeetingRequest } from '../api/shapes'
import { Page } from '../app/page'
import { useWords, Words } from '../i18n/words'
import { Empty, Loaded } from '../states/states'
import { clock, dayName } from '../time/zones'
import styles from './noshows.module.css'
import { blames, needsSides, verdicts, type Blame, type VerdictState } from './verdicts'

const meetingsPath = '/api/v1/exhibitions/{id}/meetings'
const listed = ['no_show', 'technical_failure'] as const

/** Meetings that were not held, what the verdict rests on, and the organizer's own word. */
export function NoShows() {
  const { t } = useTranslation()
  const me = useMe()
  const venue = useExhibition()?.zone ?? 'UTC'
  const exhibition = me?.exhibition ?? ''
  const [judged, setJudged] = useState<MeetingRequest>()
  const lists = useQueries({
    queries: listed.map((state) => ({
      queryKey: ['meetings', exhibition, state],
      queryFn: ({ signal }: { signal: AbortSignal }) => read<List<MeetingRequest>>(meetingsPath, { path: { id: exhibition }, query: { state, limit: 200 } }, signal),
      enabled: exhibition !== '',
      refetchInterval: 30_000,
    })),
  })
  const first = lists[0]
  const items = lists.flatMap(({ data }) => data?.items ?? []).sort((a, b) => Date.parse(b.starts ?? '') - Date.parse(a.starts ?? ''))
  return (
    <Page title={t('nav.noShows')} above={t('programme.venue', { zone: venue })}>
      <p className={styles.lead}>{t('noShows.words')}</p>
      {first && (
        <Loaded query={first} empty={{ when: () => items.length === 0, show: <Empty title={t('noShows.none')}>{t('noShows.noneWords')}</Empty> }}>
          {() => (
            <ul className={styles.list}>
              {items.map((meeting) => (
                <One key={meeting.id} meeting={meeting} venue={venue} judge={() => setJudged(meeting)} />
              ))}
            </ul>
          )}
        </Loaded>
      )}
      {judged && <Judge meeting={judged} close={() => setJudged(undefined)} />}
    </Page>
  )
}

function One({ meeting, venue, judge }: { meeting: MeetingRequest; venue: string; judge: () => void }) {
  const { t, i18n } = useTranslation()
  const [shown, setShown] = useState(false)
  const nameOf = (side: string) => (side === 'requester' ? <Words of={meeting.requester.orgName} /> : side === 'invitee' ? <Words of={meeting.invitee.orgName} /> : t('noShows.platform'))
  return (
    <li>
      <div className={styles.head}>
        <span className={styles.when}>
          {meeting.starts && dayName(meeting.starts, venue, i18n.language)} <bdi className="number serif">{meeting.starts && clock(meeting.starts, venue, i18n.language)}</bdi>
        </span>
        <strong className="serif">
          <Words of={meeting.requester.orgName} /> · <Words of={meeting.invitee.orgName} />
        </strong>
        <Badge color={meeting.state === 'no_show' ? 'vermilion' : 'gray'}>{t(`requests.state.${meeting.state}`)}</Badge>
        <span className={styles.acts}>
          <Button size="sm" h={44} variant="subtle" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {t('noShows.evidence')}
          </Button>
          <Button size="sm" h={44} variant="outline" onClick={judge}>
            {t('noShows.judge')}
          </Button>
        </span>
      </div>
      <p className={styles.verdict}>
        {t(meeting.state === 'no_show' ? 'noShows.absent' : 'noShows.failed')}{' '}
        {(meeting.verdict?.sides ?? []).map((side, index) => (
          <span key={side}>
            {index > 0 && t('list.separator')}
            {nameOf(side)}
          </span>
        ))}
      </p>
      {shown && <Evidence meeting={meeting} venue={venue} />}
    </li>
  )
}

/** Who was in the room, when, and whether sound, picture or text flowed, as the room itself saw it. */
function Evidence({ meeting, venue }: { meeting: MeetingRequest; venue: string }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const sides = [meeting.requester, meeting.invitee]
  const at = (instant: string) => clock(instant, venue, i18n.language)
  if (!meeting.evidence?.length) return <p className="quiet">{t('noShows.nobody')}</p>
  return (
    <table className={styles.evidence}>
      <thead>
        <tr>
          <th scope="col">{t('noShows.who')}</th>
          <th scope="col">{t('noShows.visits')}</th>
          <th scope="col">{t('noShows.media')}</th>
        </tr>
      </thead>
      <tbody>
        {meeting.evidence.map(({ person, org, from, until, media }) => (
          <tr key={person + from}>
            <td>
              <bdi>{sides.find((side) => side.person === person)?.personName ?? (words(sides.find((side) => side.org === org)?.orgName) || t('noShows.guest'))}</bdi>
            </td>
            <td>
              <bdi className="number">
                {at(from)}–{until && at(until)}
              </bdi>
            </td>
            <td>{t(media ? 'noShows.flowed' : 'noShows.silent')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The organizer's own word on a meeting; what the program had found stays in its history. */
function Judge({ meeting, close }: { meeting: MeetingRequest; close: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const [state, setState] = useState<VerdictState>('completed')
  const [sides, setSides] = useState<Blame[]>([])
  const [reason, setReason] = useState('')
  const send = useChange(
    () => write('post', '/api/v1/meetings/{id}/verdict', { path: { id: meeting.id }, body: { state, sides: needsSides(state) ? sides : [], reason: reason.trim() }, version: meeting.v }),
    { refresh: [['meetings'], ['board']], told: t('noShows.judged'), handles: ['pair_taken'], done: close },
  )
  const name = (side: Blame) => words((side === 'requester' ? meeting.requester : meeting.invitee).orgName)
  return (
    <Modal opened onClose={close} title={t('noShows.judgeTitle')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={styles.judge}
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <fieldset>
          <legend>{t('noShows.what')}</legend>
          {verdicts.map((value) => (
            <label key={value} data-chosen={state === value || undefined}>
              <input type="radio" name="verdict" checked={state === value} onChange={() => setState(value)} />
              {t(`requests.state.${value}`)}
            </label>
          ))}
        </fieldset>
        {needsSides(state) && (
          <fieldset>
            <legend>{t(state === 'no_show' ? 'noShows.whoAbsent' : 'noShows.whoFailed')}</legend>
            {blames.map((side) => (
              <Checkbox
                key={side}
                label={name(side)}
                checked={sides.includes(side)}
                onChange={(event) => setSides(event.currentTarget.checked ? blames.filter((other) => other === side || sides.includes(other)) : sides.filter((other) => other !== side))}
              />
            ))}
          </fieldset>
        )}
        <Textarea label={t('noShows.reason')} description={t('noShows.reasonWords')} maxLength={500} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        {send.error instanceof Problem && send.error.code === 'pair_taken' && (
          <p className="live" role="alert">
            {t('noShows.metAgain')}
          </p>
        )}
        <Button type="submit" disabled={!reason.trim() || (needsSides(state) && sides.length === 0)} loading={send.isPending}>
          {t('noShows.send')}
        </Button>
      </form>
    </Modal>
  )
}
