import { useTranslation } from 'react-i18next'
import { languageName, useWords } from '../i18n/words'
import type { Command } from './commands'
import { Discipline } from './discipline'
import type { Participant } from './messages'
import styles from './panel.module.css'
import { placeOf } from './picture'
import { Interpreters } from './interpreters'
import type { View } from './view'

/** Everybody in the room by where they are; the speaking queue first. */
export function People({ room, view, run, lead }: { room: string; view: View; run: (command: Command) => void; lead: boolean }) {
  const { t } = useTranslation()
  const words = useWords()
  const { participants, hands, breakouts } = view.picture
  const queue = (id: string) => {
    const index = hands.findIndex(({ participant }) => participant === id)
    return index < 0 ? participants.length : index
  }
  const places = [...new Set(participants.map(placeOf))].sort((a, b) => order(a) - order(b) || a.localeCompare(b))
  const nameOf = (place: string) => (place === '' ? t('people.floor') : place === 'backstage' ? t('people.backstage') : words(breakouts.find(({ id }) => id === place)?.name) || t('room.kind.breakout'))
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('people.all')}>
      {places.map((place) => {
        const here = participants.filter((person) => placeOf(person) === place)
        return (
          <section key={place} aria-label={nameOf(place)}>
            {places.length > 1 && (
              <h3 className={styles.place}>
                {nameOf(place)} <span className={styles.faint}>{here.length}</span>
              </h3>
            )}
            <ul className={styles.people}>
              {here
                .sort((a, b) => queue(a.id) - queue(b.id))
                .map((person) => (
                  <Person key={person.id} person={person} view={view} run={run} />
                ))}
            </ul>
          </section>
        )
      })}
      {lead && <Interpreters room={room} view={view} />}
    </div>
  )
}

const order = (place: string) => (place === 'backstage' ? 0 : place === '' ? 1 : 2)

function Person({ person, view, run }: { person: Participant; view: View; run: (command: Command) => void }) {
  const { t, i18n } = useTranslation()
  const { self, hands } = view.picture
  const hand = hands.findIndex(({ participant }) => participant === person.id)
  const mine = person.id === self?.id
  const spoken = hands[hand]?.language ?? person.language
  return (
    <li>
      <div className={styles.row}>
        <span>
          <bdi>{person.name}</bdi>
          {mine && <span className={styles.faint}> {t('room.you')}</span>}
          <span className={styles.faint}>
            {person.organization && ` · ${person.organization}`}
            {spoken && ` · ${languageName(spoken, i18n.language)}`}
            {person.permissions.interpret && ` · ${t('people.interpreter')}`}
            {!person.connected && ` · ${t('room.away')}`}
          </span>
          {hand >= 0 && <span className={styles.handWords}>{t('room.wantsToSpeak', { place: hand + 1 })}</span>}
          <Standing person={person} view={view} />
        </span>
        {self?.permissions.moderate && !mine && (
          <button type="button" className={styles.small} onClick={() => run({ do: 'muteOther', participant: person.id })} aria-label={t('room.muteOther', { name: person.name })}>
            {t('room.mute')}
          </button>
        )}
      </div>
      {!mine && <Acts person={person} view={view} run={run} raised={hand >= 0} />}
    </li>
  )
}

/** How somebody's connection does, in words; told to moderators only. */
function Standing({ person, view }: { person: Participant; view: View }) {
  const { t, i18n } = useTranslation()
  const standing = view.picture.standings.find(({ participant }) => participant === person.id)
  if (!standing) return null
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 })
  const parts = [
    standing.audioMos !== undefined && standing.audioMos > 0 && t('people.mos', { mos: number.format(standing.audioMos) }),
    standing.video && t(`people.video.${standing.video}`),
    standing.rttMs !== undefined && t('people.rtt', { ms: number.format(standing.rttMs) }),
    standing.loss !== undefined && t('people.loss', { loss: number.format(standing.loss) }),
    standing.transport && standing.transport.toUpperCase(),
    standing.step && standing.step !== 'video' && t(`ladder.step.${standing.step}`),
  ].filter(Boolean)
  const poor = standing.video === 'poor' || (standing.audioMos ?? 5) < 3
  return (
    <span className={styles.standing} data-poor={poor || undefined}>
      {parts.join(' · ')}
    </span>
  )
}

/** What one may do about somebody; folded away, so that nobody is removed by a slip. */
function Acts({ person, view, run, raised }: { person: Participant; view: View; run: (command: Command) => void; raised: boolean }) {
  const { t } = useTranslation()
  const words = useWords()
  const { self, breakouts } = view.picture
  const moderate = self?.permissions.moderate
  const place = placeOf(person)
  const participant = person.id
  const audience = !person.permissions.publish.includes('audio')
  return (
    <details className={styles.more}>
      <summary aria-label={t('people.actsFor', { name: person.name })}>{t('people.acts')}</summary>
      <div className={styles.acts}>
        <button type="button" className={styles.small} onClick={() => run({ do: 'pin', what: participant })}>
          {t('people.pin')}
        </button>
        {moderate && (raised || audience) && (
          <button type="button" className={styles.small} onClick={() => run({ do: 'callUp', participant })}>
            {t('people.callUp')}
          </button>
        )}
        {moderate && raised && (
          <button type="button" className={styles.small} onClick={() => run({ do: 'lowerOther', participant })}>
            {t('people.lower')}
          </button>
        )}
        {moderate && !audience && (
          <button type="button" className={styles.small} onClick={() => run({ do: 'allow', participant, publish: [] })}>
            {t('people.listener')}
          </button>
        )}
        {moderate && place !== '' && (
          <button type="button" className={styles.small} onClick={() => run({ do: 'move', participants: [participant], place: '' })}>
            {t(place === 'backstage' ? 'people.onAir' : 'people.toFloor')}
          </button>
        )}
        {moderate && place !== 'backstage' && (
          <button type="button" className={styles.small} onClick={() => run({ do: 'move', participants: [participant], place: 'backstage' })}>
            {t('people.toBackstage')}
          </button>
        )}
        {moderate &&
          breakouts
            .filter(({ id }) => id !== place)
            .map(({ id, name }) => (
              <button key={id} type="button" className={styles.small} onClick={() => run({ do: 'move', participants: [participant], place: id })}>
                {t('people.toBreakout', { name: words(name) })}
              </button>
            ))}
      </div>
      <Discipline name={person.name} measures={moderate ? ['report', 'remove', 'ban'] : ['report']} act={(what, reason) => run({ do: what, participant, reason })} />
    </details>
  )
}
