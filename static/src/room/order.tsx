import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { useZone } from '../api/session'
import type { Room } from '../api/shapes'
import { Words } from '../i18n/words'
import { Loaded } from '../states/states'
import { clock, dateName } from '../time/zones'
import styles from './panel.module.css'
import { moderation, type Report } from './roomapi'
import type { View } from './view'

/** For those who keep order: what was reported and waits, and who is kept out. */
export function Order({ room, view }: { room: Room; view: View }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const reports = useQuery({ queryKey: ['reports', room.id, all], queryFn: ({ signal }) => moderation.reports(room.id, !all, signal), refetchInterval: 30_000 })
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('order.title')}>
      <div className={styles.row}>
        <h3 className={styles.place}>{t('order.reports')}</h3>
        <label className={styles.check}>
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.currentTarget.checked)} /> {t('order.all')}
        </label>
      </div>
      <Loaded query={reports} empty={{ when: ({ items }) => items.length === 0, show: <p className={styles.faint}>{t('order.noReports')}</p> }}>
        {({ items }) => (
          <ul className={styles.cards}>
            {items.map((report) => (
              <ReportCard key={report.id} room={room.id} report={report} view={view} />
            ))}
          </ul>
        )}
      </Loaded>
      {room.may.police && <Bans room={room.id} view={view} />}
    </div>
  )
}

/** The name somebody had in the room or in its chat; those who came and went in silence have only their id. */
function nameIn({ picture }: View, participant: string) {
  return picture.participants.find(({ id }) => id === participant)?.name ?? picture.chat.findLast((line) => line.participant === participant)?.name ?? participant
}

function ReportCard({ room, report, view }: { room: string; report: Report; view: View }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const [done, setDone] = useState('')
  const resolve = useChange((resolved: boolean) => moderation.resolve(room, report, resolved, done.trim()), { refresh: [['reports', room]] })
  const line = report.message && view.picture.chat.find(({ id }) => id === report.message)
  const about = nameIn(view, report.participant)
  return (
    <li data-state={report.resolved ? 'answered' : 'pending'}>
      <p dir="auto">{report.reason}</p>
      <p className={styles.faint}>
        {t('order.about', { name: about, by: report.byName ?? nameIn(view, report.by) })} · {dateName(report.at, zone, i18n.language)} {clock(report.at, zone, i18n.language)}
      </p>
      {line && (
        <blockquote className={styles.quoted} dir="auto" lang={line.language}>
          {line.removed ? t('chat.removed') : line.text || t('chat.note', { name: line.name })}
        </blockquote>
      )}
      {report.resolved ? (
        <>
          <p className={styles.faint} dir="auto">
            {t('order.resolved')}
            {report.resolved.reason && ` · ${report.resolved.reason}`}
          </p>
          <div className={styles.acts}>
            <button type="button" className={styles.small} disabled={resolve.isPending} onClick={() => resolve.mutate(false)}>
              {t('order.reopen')}
            </button>
          </div>
        </>
      ) : (
        <div className={styles.acts}>
          <input className={styles.reason} aria-label={t('order.doneAbout', { name: about })} placeholder={t('order.done')} value={done} maxLength={500} dir="auto" onChange={(event) => setDone(event.currentTarget.value)} />
          <button type="button" className={styles.small} disabled={resolve.isPending} onClick={() => resolve.mutate(true)}>
            {t('order.resolve')}
          </button>
        </div>
      )}
    </li>
  )
}

function Bans({ room, view }: { room: string; view: View }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const bans = useQuery({ queryKey: ['bans', room], queryFn: ({ signal }) => moderation.bans(room, signal), refetchInterval: 30_000 })
  const lift = useChange((participant: string) => moderation.lift(room, participant), { refresh: [['bans', room]] })
  return (
    <>
      <h3 className={styles.place}>{t('order.bans')}</h3>
      <Loaded query={bans} empty={{ when: ({ items }) => items.length === 0, show: <p className={styles.faint}>{t('order.noBans')}</p> }}>
        {({ items }) => (
          <ul className={styles.cards}>
            {items.map((ban) => {
              const name = ban.name ?? nameIn(view, ban.participant)
              return (
                <li key={ban.participant}>
                  <div className={styles.row}>
                    <span>
                      <bdi>{name}</bdi>{' '}
                      <span className={styles.faint}>
                        {ban.orgName && <><Words of={ban.orgName} /> · </>}
                        {dateName(ban.at, zone, i18n.language)} {clock(ban.at, zone, i18n.language)}
                      </span>
                    </span>
                    <button type="button" className={styles.small} aria-label={t('order.liftOf', { name })} disabled={lift.isPending} onClick={() => lift.mutate(ban.participant)}>
                      {t('order.lift')}
                    </button>
                  </div>
                  {ban.reason && (
                    <p className={styles.faint} dir="auto">
                      {ban.reason}
                    </p>
                  )}
                </li>
              )
            })}
          </ul>
        )}
      </Loaded>
    </>
  )
}
