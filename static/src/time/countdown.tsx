import { useTranslation } from 'react-i18next'
import { useZone } from '../api/session'
import { useNow } from './now'
import { clock, dayName } from './zones'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** "3 days": the largest unit that is not zero, in the reader's plural. Nothing is less than a minute. */
export function span(milliseconds: number, lang: string): string {
  const [unit, size] = units.find(([, length]) => milliseconds >= length) ?? units[2]
  return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.max(1, Math.floor(milliseconds / size)))
}

/** How long something still runs and until when by the reader's clock; past it, that it is over. */
export function Countdown({ until }: { until: string }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const now = useNow(30_000)
  const rest = Date.parse(until) - now
  return (
    <span>
      <strong className={rest > 0 && rest < 86_400_000 ? 'live' : undefined}>{rest > 0 ? t('order.left', { time: span(rest, i18n.language) }) : t('order.over')}</strong>
      <time dateTime={until} className="quiet">
        {' · '}
        {t('order.until', { day: dayName(until, zone, i18n.language), time: clock(until, zone, i18n.language) })}
      </time>
    </span>
  )
}
