import { Button, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useMe, useZone } from '../api/session'
import type { Booth, BoothSummary, List, Question } from '../api/shapes'
import { Page, Section } from '../app/page'
import { BoothFacade } from '../face/facadeview'
import { useWords, Words } from '../i18n/words'
import { Guests } from '../room/guests'
import { Empty, Loaded } from '../states/states'
import { useNow } from '../time/now'
import { clock, dayAndClock, dayName } from '../time/zones'
import { boothQuery, boothRoom } from './boothquery'
import styles from './duty.module.css'

/** The screen an exhibitor holds in the hand: two big buttons, and the questions that wait. */
export function Duty() {
  const { t } = useTranslation()
  const me = useMe()
  const words = useWords()
  const org = me?.organization?.id
  const own = useQuery({
    queryKey: ['ownBooth', me?.exhibition, org],
    queryFn: async ({ signal }) => {
      const { items } = await read<List<BoothSummary>>('/api/v1/exhibitions/{id}/booths', { path: { id: me?.exhibition ?? '' }, query: { q: words(me?.organization?.name), limit: 50 } }, signal)
      return items.find((booth) => booth.org === org) ?? null
    },
    enabled: Boolean(me?.exhibition && org),
  })
  return (
    <Page title={t('duty.title')} above={me?.organization && <Words of={me.organization.name} />}>
      <Loaded query={own} empty={{ when: (booth) => booth === null, show: <Empty title={t('duty.none')}>{t('duty.noneWords')}</Empty> }}>
        {(booth) => booth && <OwnBooth id={booth.id} />}
      </Loaded>
    </Page>
  )
}

function OwnBooth({ id }: { id: string }) {
  const booth = useQuery(boothQuery(id))
  return <Loaded query={booth}>{(data) => <Counter booth={data} />}</Loaded>
}

function Counter({ booth }: { booth: Booth }) {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const zone = useZone()
  const now = useNow(30_000)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const mine = booth.staff.some((person) => person.person === me?.person?.id && person.onDuty) || booth.onDuty.some((person) => person.person === me?.person?.id)
  const key = ['booth', booth.id]
  const change = useChange((onDuty: boolean) => write('put', '/api/v1/booths/{id}/duty', { path: { id: booth.id }, body: { onDuty } }), {
    refresh: [key],
    // The lamp goes on under the finger; if the server says no it goes out again.
    expect: (onDuty) => {
      const before = queries.getQueryData<Booth>(key)
      const person = me?.person
      if (!before || !person) return
      const others = before.onDuty.filter((other) => other.person !== person.id)
      queries.setQueryData<Booth>(key, {
        ...before,
        onDuty: onDuty ? [...others, { person: person.id, name: person.name, languages: person.languages ?? [] }] : others,
        staff: before.staff.map((other) => (other.person === person.id ? { ...other, onDuty } : other)),
      })
      return () => queries.setQueryData(key, before)
    },
  })
  return (
    <>
      <div className={styles.counter}>
        <div className={styles.facade}>
          <BoothFacade booth={booth} zone={booth.zone} now={now} />
        </div>
        <div className={styles.two}>
          <Button size="xl" fullWidth h={88} color={mine ? 'gray' : 'celadon'} variant={mine ? 'outline' : 'filled'} aria-pressed={mine} onClick={() => change.mutate(!mine)}>
            {t(mine ? 'duty.leave' : 'duty.start')}
          </Button>
          <Button size="xl" fullWidth h={88} color="vermilion" renderRoot={(props) => <Link to="/rooms/$room" params={{ room: boothRoom(booth.id) }} {...props} />}>
            {t('duty.room')}
          </Button>
          <p className="quiet" role="status">
            {t(mine ? 'duty.lit' : 'duty.dark')}
          </p>
        </div>
      </div>
      <Guests room={boothRoom(booth.id)} admitted={() => void navigate({ to: '/rooms/$room', params: { room: boothRoom(booth.id) } })} />
      <Questions booth={booth.id} />
      <Section title={t('booth.hours')}>
        <ul className={styles.hours}>
          {booth.nextOpen.map((span) => (
            <li key={span.from}>
              {dayName(span.from, zone, i18n.language)} <bdi className="serif number">{clock(span.from, zone, i18n.language)}–{clock(span.to, zone, i18n.language)}</bdi>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

function Questions({ booth }: { booth: string }) {
  const { t } = useTranslation()
  const questions = useQuery({
    queryKey: ['questions', booth],
    queryFn: ({ signal }) => read<List<Question>>('/api/v1/booths/{id}/questions', { path: { id: booth } }, signal),
    refetchInterval: 20_000,
  })
  return (
    <Section title={t('duty.questions')}>
      <Loaded query={questions} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('duty.noQuestions')} /> }}>
        {({ items }) => (
          <ul className={styles.questions}>
            {[...items].sort((a, b) => Number(Boolean(a.answer)) - Number(Boolean(b.answer))).map((question) => (
              <OneQuestion key={question.id} question={question} booth={booth} />
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}

function OneQuestion({ question, booth }: { question: Question; booth: string }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const [text, setText] = useState('')
  const answer = useChange(
    () => write('post', '/api/v1/questions/{id}/answer', { path: { id: question.id }, body: { text: text.trim() }, version: question.v }),
    { refresh: [['questions', booth]], told: t('duty.answered') },
  )
  return (
    <li className="sheet">
      <p className={styles.question} dir="auto">
        {question.text}
      </p>
      <p className="quiet">
        {question.askerName && <bdi>{question.askerName} · </bdi>}
        {dayAndClock(question.asked, zone, i18n.language)}
        {!question.answer && ` · ${t('duty.promised', { time: clock(question.promise, zone, i18n.language) })}`}
      </p>
      {question.answer ? (
        <p dir="auto">{question.answer}</p>
      ) : (
        <>
          <Textarea label={t('duty.answer')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
          <Button mt="sm" disabled={!text.trim()} loading={answer.isPending} onClick={() => answer.mutate()}>
            {t('duty.sendAnswer')}
          </Button>
        </>
      )}
    </li>
  )
}
