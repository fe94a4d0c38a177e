import { useQuery } from '@tanstack/react-query'
import { useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Room } from '../api/shapes'
import { AskToMeet, type Invitee } from '../meetings/asktomeet'
import { Speakers } from '../meetings/speakers'
import { Breakouts } from './breakoutpanel'
import { Ceremony } from './ceremony'
import { Chat } from './chat'
import type { Command, PanelName } from './commands'
import { Line } from './line'
import { Order } from './order'
import styles from './panel.module.css'
import { People } from './people'
import { Polls } from './polls'
import { Questions } from './questions'
import { Recordings } from './recordings'
import { moderation, polls, questions } from './roomapi'
import { Streams } from './streams'
import type { View } from './view'

type Props = {
  room: Room
  view: View
  run: (command: Command) => void
  line: RefObject<HTMLInputElement | null>
  notice: (text: string) => void
  note: (id: string) => void
  tab: PanelName
  show: (tab: PanelName) => void
}

/** What stands beside the stage, one thing at a time. The line below takes words and /commands alike. */
export function Side({ room, view, run, line, notice, note, tab, show }: Props) {
  const { t } = useTranslation()
  const { lead, police } = room.may
  const asked = useQuery({ queryKey: ['questions', room.id], queryFn: ({ signal }) => questions.list(room.id, signal), enabled: tab === 'questions' })
  const voted = useQuery({ queryKey: ['polls', room.id], queryFn: ({ signal }) => polls.list(room.id, signal), enabled: tab === 'polls' })
  const stage = room.kind === 'stage'
  // At a table a host is a party: what is reported there is for the organizer and the moderators.
  const order = police || (lead && (room.kind === 'stage' || room.kind === 'booth'))
  const reported = useQuery({ queryKey: ['reports', room.id, false], queryFn: ({ signal }) => moderation.reports(room.id, true, signal), enabled: order, retry: false })
  // Nobody gives a stream the key of a sealed room, so it would show nothing.
  const streams = lead && view.sealed === undefined
  const [invitee, setInvitee] = useState<Invitee>()
  const tabs: { name: PanelName; label: string; count?: number }[] = [
    { name: 'chat', label: t('room.chat') },
    { name: 'people', label: t('room.people', { count: view.picture.participants.length }) },
    { name: 'questions', label: t('questions.title'), count: asked.data?.items.filter(({ state }) => state === 'open' || state === 'pending').length },
    { name: 'polls', label: t('polls.title'), count: voted.data?.items.filter(({ state }) => state === 'open').length },
    ...(lead || view.picture.breakouts.length > 0 ? [{ name: 'breakouts' as const, label: t('breakouts.title') }] : []),
    { name: 'recordings', label: t('recording.title') },
    ...(room.session ? [{ name: 'speakers' as const, label: t('speakers.title') }] : []),
    ...(stage ? [{ name: 'ceremony' as const, label: t('ceremony.title') }] : []),
    ...(order ? [{ name: 'order' as const, label: t('order.title'), count: reported.data?.items.filter(({ resolved }) => !resolved).length }] : []),
    ...(streams ? [{ name: 'streams' as const, label: t('streams.title') }] : []),
  ]
  return (
    <aside className={styles.side} aria-label={t('room.side')}>
      <div className={styles.tabs} role="group" aria-label={t('room.side')}>
        {tabs.map(({ name, label, count }) => (
          <button key={name} type="button" aria-pressed={tab === name} onClick={() => show(name)}>
            {label}
            {count ? <span className={styles.count}>{count}</span> : null}
          </button>
        ))}
      </div>
      <div className={styles.body}>
        {tab === 'chat' && <Chat room={room} view={view} run={run} />}
        {tab === 'people' && <People room={room.id} view={view} run={run} lead={lead} />}
        {tab === 'questions' && <Questions room={room.id} moderate={lead} moderated={room.moderated} />}
        {tab === 'polls' && <Polls room={room.id} moderate={lead} />}
        {tab === 'breakouts' && <Breakouts room={room.id} view={view} run={run} lead={lead} />}
        {tab === 'recordings' && <Recordings room={room.id} view={view} sealed={view.sealed !== undefined} lead={lead} />}
        {tab === 'speakers' && room.session && (
          <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('speakers.title')}>
            <p className={styles.faint}>{t('speakers.words')}</p>
            <Speakers exhibition={room.exhibition} session={room.session} ask={setInvitee} />
          </div>
        )}
        {tab === 'ceremony' && <Ceremony room={room} view={view} />}
        {tab === 'order' && order && <Order room={room} view={view} />}
        {tab === 'streams' && streams && <Streams room={room.id} />}
      </div>
      {invitee && <AskToMeet opened close={() => setInvitee(undefined)} invitee={invitee} />}
      <Line room={room.id} view={view} run={run} line={line} notice={notice} note={note} shown={() => show('chat')} />
    </aside>
  )
}
