import type { AgendaEntry, List } from '../api/shapes'
import { dayIn } from '../time/zones'

export type AgendaDays = List<AgendaEntry>

const over = new Set(['cancelled', 'completed', 'declined', 'withdrawn', 'expired', 'superseded', 'no_show', 'technical_failure', 'ended'])

/** What the reader should do next: what runs now, else what starts first; nothing that is over. */
export function nextEntry(agenda: AgendaDays, now: number): AgendaEntry | undefined {
  return agenda.items
    .filter((entry) => Date.parse(entry.ends) > now && !over.has(entry.state ?? ''))
    .sort((a, b) => Date.parse(a.starts) - Date.parse(b.starts))[0]
}

/** Entries under the day they fall on where the reader is, in order. */
export function byDay(entries: AgendaEntry[], zone: string): { day: string; entries: AgendaEntry[] }[] {
  const days = new Map<string, AgendaEntry[]>()
  for (const entry of [...entries].sort((a, b) => Date.parse(a.starts) - Date.parse(b.starts))) {
    const day = dayIn(entry.starts, zone)
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days].map(([day, onDay]) => ({ day, entries: onDay }))
}
