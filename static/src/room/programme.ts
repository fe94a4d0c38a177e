import type { Session } from '../api/shapes'

/** The session that runs in a room now, else the next that begins within the hour. */
export function sessionOfNow(sessions: Session[], room: string, now: number, fits: (session: Session) => boolean = () => true): Session | undefined {
  const here = sessions
    .filter((session) => session.room === room && session.state !== 'cancelled' && fits(session) && Date.parse(session.ends) > now && Date.parse(session.starts) - now < 3_600_000)
    .sort((a, b) => Date.parse(a.starts) - Date.parse(b.starts))
  return here[0]
}
