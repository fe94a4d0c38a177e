import { sayMeeting, sayPerson, type Speech } from './says'
import type { Change } from './shapes'

/** A change of a repair while it is being put together. */
export type Unfinished = { kind: 'lose' | 'withdraw' | 'cancel'; person: string; slots: string[]; meeting: string }

export const emptyChange: Unfinished = { kind: 'lose', person: '', slots: [], meeting: '' }

/** The change, once everything that it needs has been said. */
export function completed({ kind, person, slots, meeting }: Unfinished): Change | undefined {
  if (kind === 'cancel') return meeting ? { cancel: meeting } : undefined
  if (!person) return undefined
  if (kind === 'withdraw') return { withdraw: person }
  return slots.length > 0 ? { person, slots: [...slots].sort() } : undefined
}

export function sayChange(speech: Speech, change: Change): string {
  if ('cancel' in change) {
    const meeting = speech.atlas?.timetable.meetings.find(({ wish, meeting: id }) => id === change.cancel || wish === change.cancel)
    return speech.t('schedule.repairs.cancels', { who: meeting ? sayMeeting(speech, meeting.people) : change.cancel })
  }
  if ('withdraw' in change) return speech.t('schedule.repairs.withdraws', { who: sayPerson(speech, change.withdraw) })
  return speech.t('schedule.repairs.loses', { who: sayPerson(speech, change.person), count: change.slots.length })
}
