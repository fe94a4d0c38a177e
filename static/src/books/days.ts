const length = 86_400_000

/** The day of an instant as the ledger counts days: UTC, "2026-05-14". */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** The instant at which a day is over. */
export const afterDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + length).toISOString()

/** The last day before an instant at which a day begins. */
export const dayBefore = (at: string | number): string => dayOf(new Date(at).getTime() - length)

/** The last day of the month before the one of an instant. */
export function monthBefore(at: number): string {
  const now = new Date(at)
  return dayOf(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0))
}
