import type { NextStep, Outcome } from './shapes'

/** How long after a meeting its outcome can be said: 48 hours. */
const open = 48 * 3_600_000

export const stillOpen = (ends: string, now: number) => now <= Date.parse(ends) + open

export const interests = [1, 2, 3, 4, 5] as const

export type Draft = { interest: number; next: NextStep | ''; value: string; note: string }

type Told = Pick<Outcome, 'interest' | 'next' | 'value' | 'note'>

export const draftOf = (told: Told | undefined): Draft => ({ interest: told?.interest ?? 0, next: told?.next ?? '', value: told?.value ?? '', note: told?.note ?? '' })

/** The two answers that make an outcome; value and note may stay empty. */
export const complete = ({ interest, next }: Draft) => interest > 0 && next !== ''

/** A meeting by the name of its room: every meeting has a room of its own. */
export const meetingOf = (room: { id: string; kind: string }): string | undefined =>
  room.kind === 'meeting' && room.id.startsWith('room_') ? room.id.slice('room_'.length) : undefined
