/** What an organizer can find of a meeting, whatever the program had found. */
export const verdicts = ['completed', 'no_show', 'technical_failure'] as const
export type VerdictState = (typeof verdicts)[number]

export const blames = ['requester', 'invitee'] as const
export type Blame = (typeof blames)[number]

/** A meeting that was held is nobody's fault. */
export const needsSides = (state: VerdictState) => state !== 'completed'
