import { Button, Modal, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useExhibition, useMe } from '../api/session'
import { phases, type List, type Organization, type OrganizerBoard, type Phase, type Room } from '../api/shapes'
import { Page, Section } from '../app/page'
import { Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { Empty, Loaded } from '../states/states'
import { Bars } from './bars'
import { Connections } from './connections'
import styles from './organizer.module.css'
import { WordList } from './wordlist'

/** Everything that happens now, on one large screen. */
export function Board() {
  const { t } = useTranslation()
  const me = useMe()
  const exhibition = useExhibition()
  const board = useQuery({
    queryKey: ['board', me?.exhibition],
    queryFn: ({ signal }) => read<OrganizerBoard>('/api/v1/exhibitions/{id}/board', { path: { id: me?.exhibition ?? '' } }, signal),
    enabled: Boolean(me?.exhibition),
    refetchInterval: 10_000,
  })
  return (
    <Page title={t('nav.board')} above={exhibition && <Words of={exhibition.name} />} aside={<PhaseChoice />} wide>
      <Waiting />
      <Loaded query={board}>{(data) => <Figures board={data} />}</Loaded>
      <Rooms />
      <Connections />
      <WordList />
    </Page>
  )
}

function PhaseChoice() {
  const { t } = useTranslation()
  const exhibition = useExhibition()
  const change = useChange((phase: Phase) => write('post', '/api/v1/exhibitions/{id}/phase', { path: { id: exhibition?.id ?? '' }, body: { phase }, version: exhibition?.v }), {
    refresh: [['exhibition']],
    told: t('board.phaseChanged'),
  })
  const [asked, setAsked] = useState<Phase>()
  if (!exhibition) return null
  return (
    <>
      <NativeSelect
        aria-label={t('board.phase')}
        value={exhibition.phase}
        onChange={(event) => setAsked(event.currentTarget.value as Phase)}
        data={phases.map((phase) => ({ value: phase, label: t(`phase.${phase}`) }))}
      />
      {asked && (
        <Modal opened onClose={() => setAsked(undefined)} title={t('board.phaseTitle', { phase: t(`phase.${asked}`) })} closeButtonProps={{ 'aria-label': t('action.close') }}>
          <p>{t('board.phaseWords')}</p>
          <Button data-autofocus fullWidth loading={change.isPending} onClick={() => change.mutate(asked, { onSuccess: () => setAsked(undefined) })}>
            {t('board.phaseConfirm')}
          </Button>
        </Modal>
      )}
    </>
  )
}

/** The one thing an organizer should do first. */
function Waiting() {
  const { t } = useTranslation()
  const applied = useQuery({
    queryKey: ['organizations', 'applied'],
    queryFn: ({ signal }) => read<List<Organization>>('/api/v1/organizations', { query: { state: 'applied' } }, signal),
    refetchInterval: 20_000,
  })
  const count = applied.data?.items.length ?? 0
  if (count === 0) return null
  return (
    <p className={styles.waiting}>
      <span>{t('board.applications', { count })}</span>
      <Button renderRoot={(props) => <Link to="/organizer/applications" {...props} />}>{t('board.review')}</Button>
    </p>
  )
}

function Figures({ board }: { board: OrganizerBoard }) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' })
  const figures: [string, string | undefined][] = [
    ['inRooms', number.format(board.rooms.participants)],
    ['rooms', number.format(board.rooms.open)],
    ['acceptance', board.acceptanceRate === undefined ? undefined : percent.format(board.acceptanceRate)],
    ['kept', board.keptRate === undefined ? undefined : percent.format(board.keptRate)],
  ]
  return (
    <>
      <dl className={styles.figures}>
        {figures.map(([key, value]) =>
          value === undefined ? null : (
            <div key={key}>
              <dt>{t(`board.${key}`)}</dt>
              <dd className="serif number">{value}</dd>
            </div>
          ),
        )}
      </dl>
      <div className={styles.charts}>
        {board.meetings && (
          <Section title={t('board.meetings')}>
            <Bars values={Object.entries(board.meetings).map(([state, count]) => ({ label: t(`requests.state.${state}`, { defaultValue: state }), count }))} />
          </Section>
        )}
        {board.deals && (
          <Section title={t('board.deals')}>
            <Bars values={Object.entries(board.deals).map(([state, count]) => ({ label: t(`deal.state.${state}`, { defaultValue: state }), count }))} />
          </Section>
        )}
        {board.escrow && board.escrow.length > 0 && (
          <Section title={t('board.escrow')}>
            <ul className={styles.plain}>
              {board.escrow.map((money) => (
                <li key={money.currency}>
                  <Amount money={money} strong />
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </>
  )
}

function Rooms() {
  const { t } = useTranslation()
  const me = useMe()
  const rooms = useQuery({
    queryKey: ['rooms', me?.exhibition],
    queryFn: ({ signal }) => read<List<Room>>('/api/v1/rooms', { query: { exhibition: me?.exhibition } }, signal),
    enabled: Boolean(me?.exhibition),
    refetchInterval: 10_000,
  })
  return (
    <Section title={t('board.roomList')}>
      <Loaded query={rooms} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('board.noRooms')} /> }}>
        {({ items }) => (
          <ul className={styles.rooms}>
            {[...items].sort((a, b) => b.participants - a.participants).map((room) => (
              <li key={room.id} data-live={room.participants > 0 || undefined}>
                <Link to="/rooms/$room" params={{ room: room.id }}>
                  <Words of={room.name} />
                </Link>
                <span className="quiet">{t(`room.kind.${room.kind}`)}</span>
                <span className={room.participants > 0 ? 'live' : 'quiet'}>{t('board.inside', { count: room.participants })}</span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}
