/**
 * Instants and wall clocks. An instant is an RFC 3339 string or a Date; a zone is an IANA name. The offsets come from
 * the browser's own zone data, so daylight saving needs no table of ours.
 */

type Instant = string | number | Date

const formats = new Map<string, Intl.DateTimeFormat>()

function format(lang: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options)
  let found = formats.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(lang, options)
    formats.set(key, found)
  }
  return found
}

function wall(at: Instant, zone: string) {
  const parts = format('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(at))
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    second: number('second'),
  }
}

/** Minutes that the zone's wall clock is ahead of UTC at that instant. */
export function offsetMinutes(at: Instant, zone: string): number {
  const { year, month, day, hour, minute, second } = wall(at, zone)
  const whole = Math.floor(new Date(at).getTime() / 1000) * 1000
  return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - whole) / 60_000)
}

/** The hour of the day, 0..23, on the zone's wall clock. */
export function localHour(at: Instant, zone: string): number {
  return wall(at, zone).hour
}

/** The calendar day in that zone, "2026-03-29". */
export function dayIn(at: Instant, zone: string): string {
  const { year, month, day } = wall(at, zone)
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}

/** Night is 22:00 to 07:00 on the wall clock; nobody should be asked to meet then. */
export function isNight(at: Instant, zone: string): boolean {
  const hour = localHour(at, zone)
  return hour >= 22 || hour < 7
}

/**
 * The instant at which the zone's wall clock shows a day ("2026-03-29") and time ("02:30"). A time that daylight
 * saving skips moves forward by the gap; a time it repeats means the first of the two.
 */
export function instantOf(day: string, time: string, zone: string): Date {
  const naive = Date.parse(`${day}T${time}:00Z`)
  const before = offsetMinutes(naive - 86_400_000, zone)
  const after = offsetMinutes(naive + 86_400_000, zone)
  const candidates = [before, after].map((offset) => naive - offset * 60_000)
  const exact = candidates.filter((at) => at + offsetMinutes(at, zone) * 60_000 === naive)
  return new Date(exact.length > 0 ? Math.min(...exact) : naive - before * 60_000)
}

/** "14:30" */
export function clock(at: Instant, zone: string, lang: string): string {
  return format(lang, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))
}

/** "Thu 14 May" / "5月14日周四" */
export function dayName(at: Instant, zone: string, lang: string): string {
  return format(lang, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(at))
}

/** "14 May 2026" */
export function dateName(at: Instant, zone: string, lang: string): string {
  return format(lang, { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(at))
}

const between = (lang: string) => (lang.startsWith('zh') ? ' ' : lang.startsWith('ar') ? '، ' : ', ')

/** "Thu 14 May, 14:30" */
export function dayAndClock(at: Instant, zone: string, lang: string): string {
  return dayName(at, zone, lang) + between(lang) + clock(at, zone, lang)
}

/** "14 May 2026, 14:30" */
export function dateAndClock(at: Instant, zone: string, lang: string): string {
  return dateName(at, zone, lang) + between(lang) + clock(at, zone, lang)
}

/** "Berlin" from "Europe/Berlin". */
export function cityOf(zone: string): string {
  return (zone.split('/').pop() ?? zone).replaceAll('_', ' ')
}

/** "in 12 minutes", "3 hours ago": the largest unit that is not zero. */
export function relative(at: Instant, now: Instant, lang: string): string {
  const seconds = Math.round((new Date(at).getTime() - new Date(now).getTime()) / 1000)
  const words = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' })
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ]
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit)
  }
  return words.format(0, 'minute')
}
