import { Button, Modal, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { holds, useMe, useZone } from '../api/session'
import type { Booth, Item } from '../api/shapes'
import { Page, Section } from '../app/page'
import { stateWords } from '../exhibition/street'
import { BoothFacade } from '../face/facadeview'
import { countryName, languageName, useWords, Words } from '../i18n/words'
import { AskToMeet } from '../meetings/asktomeet'
import { BoothWish } from '../meetings/boothwish'
import { Amount } from '../money/amount'
import { Empty, Failed, Loading } from '../states/states'
import { useNow } from '../time/now'
import { clock, dayName } from '../time/zones'
import styles from './booth.module.css'
import { boothQuery, boothRoom } from './boothquery'
import { ItemPicture } from './itempicture'

/** Only those who stand at the booth load what changes it. */
const EditBooth = lazy(async () => ({ default: (await import('./edit')).EditBooth }))
const AddItem = lazy(async () => ({ default: (await import('./additem')).AddItem }))

/** A booth: who is there, what is shown, and the three ways to talk: call now, ask for a meeting, leave a question. */
export function BoothPage() {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const { booth: id = '' } = useParams({ strict: false })
  const query = useQuery(boothQuery(id))
  const zone = useZone()
  const now = useNow(30_000)
  const me = useMe()
  const [editing, setEditing] = useState(false)
  const [adding, setAdding] = useState(false)
  const mine = query.data !== undefined && query.data.org === me?.organization?.id && holds(me, 'exhibitor')
  useVisit(id, Boolean(me?.person && query.data) && !mine)
  if (query.isError) return <Failed failure={query.error} again={() => void query.refetch()} />
  if (!query.data) return <Loading />
  const booth = query.data
  const lit = booth.onDuty.length > 0
  return (
    <Page
      title={<Words of={booth.orgName} />}
      tab={words(booth.orgName)}
      above={
        <>
          {booth.hall ? <Link to="/halls/$hall" params={{ hall: booth.hall }}>{t('booth.backToHall')}</Link> : <Link to="/halls">{t('halls.title')}</Link>}
          {` · ${booth.number} · ${t(`sector.${booth.sector}`)} · ${countryName(booth.country, i18n.language)}`}
        </>
      }
      aside={
        mine && (
          <Button variant={editing ? 'filled' : 'outline'} aria-pressed={editing} onClick={() => setEditing(!editing)}>
            {t(editing ? 'edit.done' : 'edit.start')}
          </Button>
        )
      }
    >
      <div className={styles.front}>
        <div className={styles.facade}>
          <BoothFacade booth={booth} zone={booth.zone} now={now} />
        </div>
        <div className={styles.welcome}>
          <p className={styles.tagline}>
            <Words of={booth.tagline} mark />
          </p>
          <p className={lit ? 'live' : styles.state}>{stateWords(t, booth, zone, now, i18n.language)}</p>
          {mine ? (
            <p className={styles.talk}>
              <Button renderRoot={(props) => <Link to="/duty" {...props} />}>{t('lobby.toDuty')}</Button>
            </p>
          ) : (
            <>
              <Talk booth={booth} />
              <BoothWish org={booth.org} name={words(booth.orgName)} />
            </>
          )}
          <Staff booth={booth} />
        </div>
      </div>
      {editing && mine && (
        <Suspense fallback={<Loading />}>
          <EditBooth booth={booth} />
        </Suspense>
      )}
      {!editing && booth.text && words(booth.text) && (
        <p className={styles.text}>
          <Words of={booth.text} mark />
        </p>
      )}
      <Section
        title={t('booth.items', { count: booth.items.length })}
        aside={editing && mine && <Button onClick={() => setAdding(true)}>{t('item.add')}</Button>}
      >
        {adding && (
          <Suspense fallback={null}>
            <AddItem booth={booth} close={() => setAdding(false)} />
          </Suspense>
        )}
        {booth.items.length === 0 ? (
          <Empty title={t('booth.noItems')} />
        ) : (
          <ul className={styles.items}>
            {[...booth.items].sort((a, b) => Number(b.isNew) - Number(a.isNew)).map((item) => (
              <ItemCard key={item.id} item={item} editing={editing && mine} />
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('booth.hours')}>
        {booth.nextOpen.length === 0 ? (
          <p className="quiet">{t('booth.noHours')}</p>
        ) : (
          <ul className={styles.hours}>
            {booth.nextOpen.map((span) => (
              <li key={span.from}>
                <span>{dayName(span.from, zone, i18n.language)}</span>
                <bdi className="serif number">
                  {clock(span.from, zone, i18n.language)}–{clock(span.to, zone, i18n.language)}
                </bdi>
                {booth.zone !== zone && (
                  <span className="quiet">
                    {t('booth.there')}{' '}
                    <bdi className="number">
                      {clock(span.from, booth.zone, i18n.language)}–{clock(span.to, booth.zone, i18n.language)}
                    </bdi>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  )
}

/** The exhibitor learns of visits only from people who are signed in; leaving the page ends the visit. */
function useVisit(booth: string, signedIn: boolean) {
  useEffect(() => {
    if (!signedIn || !booth) return
    // A visit is a courtesy to the exhibitor: when it cannot be told, the page is as good.
    const untold = (failure: unknown) => console.info('visit not told', failure)
    const began = write<{ id: string }>('post', '/api/v1/booths/{id}/visits', { path: { id: booth } })
    began.catch(untold)
    return () => {
      began.then(({ id }) => write('patch', '/api/v1/visits/{id}', { path: { id }, body: { ended: true } })).catch(untold)
    }
  }, [booth, signedIn])
}

function Talk({ booth }: { booth: Booth }) {
  const { t } = useTranslation()
  const me = useMe()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const [meeting, setMeeting] = useState(false)
  const lit = booth.onDuty.length > 0
  if (me && !me.person) {
    return (
      <p>
        <Button renderRoot={(props) => <Link to="/sign-in" {...props} />}>{t('booth.signInToTalk')}</Button>
      </p>
    )
  }
  return (
    <div className={styles.talk}>
      {lit && (
        <Button size="lg" color="vermilion" onClick={() => void navigate({ to: '/rooms/$room', params: { room: boothRoom(booth.id) } })}>
          {t('booth.call')}
        </Button>
      )}
      <Button size="lg" variant={lit ? 'outline' : 'filled'} onClick={() => setMeeting(true)}>
        {t('booth.meet')}
      </Button>
      <Button size="lg" variant="outline" onClick={() => setAsking(true)}>
        {t('booth.ask')}
      </Button>
      <AskToMeet opened={meeting} close={() => setMeeting(false)} invitee={{ org: booth.org, name: booth.orgName, zone: booth.zone, languages: booth.languages, booth: booth.id }} />
      <AskQuestion booth={booth} opened={asking} close={() => setAsking(false)} />
    </div>
  )
}

function AskQuestion({ booth, opened, close }: { booth: Booth; opened: boolean; close: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const [text, setText] = useState('')
  const send = useChange(() => write('post', '/api/v1/booths/{id}/questions', { path: { id: booth.id }, body: { text: text.trim() } }), {
    told: t('booth.asked'),
    done: () => {
      setText('')
      close()
    },
  })
  return (
    <Modal opened={opened} onClose={close} title={t('booth.askTitle', { name: words(booth.orgName) })} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Textarea data-autofocus label={t('booth.question')} description={t('booth.questionWords')} minRows={4} maxLength={2000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Button mt="md" fullWidth disabled={!text.trim()} loading={send.isPending} onClick={() => send.mutate()}>
        {t('booth.send')}
      </Button>
    </Modal>
  )
}

function Staff({ booth }: { booth: Booth }) {
  const { t, i18n } = useTranslation()
  if (booth.staff.length === 0) return null
  return (
    <ul className={styles.staff}>
      {[...booth.staff].sort((a, b) => Number(b.onDuty) - Number(a.onDuty)).map((person) => (
        <li key={person.person} data-lit={person.onDuty || undefined}>
          <span className={styles.lantern} aria-hidden="true" />
          <span>
            <bdi>{person.name}</bdi>
            <span className="quiet">
              {' · '}
              {person.languages.map((code) => languageName(code, i18n.language)).join(t('list.separator'))}
              {' · '}
              {t(person.onDuty ? 'booth.isOnDuty' : 'booth.isAway')}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}

function ItemCard({ item, editing }: { item: Item; editing: boolean }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  return (
    <li className={styles.item}>
      {item.picture ? <img src={item.picture} alt="" loading="lazy" /> : <span className={styles.blank} data-kind={item.kind} aria-hidden="true" />}
      <div className={styles.itemWords}>
        <p className={styles.kind}>
          {t(`item.${item.kind}`)}
          {item.isNew && <strong className={styles.new}>{t('item.new')}</strong>}
        </p>
        <h3>
          <Words of={item.name} mark />
        </h3>
        <p>
          <Words of={item.text} />
        </p>
        {item.rights && (
          <p className="quiet">
            {t('item.rights', { territories: item.rights.territories.map((code) => countryName(code, i18n.language)).join(t('list.separator')) })}
          </p>
        )}
        <p className={styles.price}>
          {item.price ? <Amount money={item.price} strong /> : t('item.onRequest')}
          {item.price && item.unit && <span className="quiet"> / {t(`unit.${item.unit}`, { defaultValue: item.unit })}</span>}
          {item.incoterm && (
            <span className="quiet">
              {' '}
              · {item.incoterm} {item.place}
            </span>
          )}
        </p>
        <a href={`/items/${item.id}.html`} aria-label={t('item.moreOf', { name: words(item.name) })}>
          {t('item.more')}
        </a>
        {editing && <ItemPicture item={item} />}
      </div>
    </li>
  )
}
