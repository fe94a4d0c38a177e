import { useTranslation } from 'react-i18next'
import { useZone } from '../api/session'
import { span } from '../time/countdown'
import { useNow } from '../time/now'
import { dayAndClock } from '../time/zones'
import type { WorkItem } from './shapes'

/** How long there is still time, or for how long it has been late; without a clock, since when it waits. */
export function When({ item, brief }: { item: WorkItem; brief?: boolean }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const now = useNow(30_000)
  const at = item.due ?? item.since
  if (!at) return null
  const rest = Date.parse(at) - now
  const told = item.due ? (rest > 0 ? 'work.left' : 'work.lateBy') : 'work.since'
  const moment = dayAndClock(at, zone, i18n.language)
  return (
    <time dateTime={at} title={moment}>
      <strong className={item.urgency === 'late' ? 'live' : undefined}>{t(told, { time: span(Math.abs(rest), i18n.language) })}</strong>
      {!brief && <span className="quiet"> · {moment}</span>}
    </time>
  )
}
