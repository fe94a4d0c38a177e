/** The states of a mail, those first that ask for something. */
export const states = ['bounced', 'failed', 'queued', 'waiting', 'sent', 'collected', 'kept'] as const
export type MailState = (typeof states)[number]

/** What did not arrive is urgent; what is on its way or arrived is not. */
export const colourOf = (state: string) => (state === 'bounced' || state === 'failed' ? 'vermilion' : state === 'sent' ? 'celadon' : 'gray')

/** A mail that has left, or was given up, can go out again. */
export const mayResend = (state: string) => state === 'bounced' || state === 'failed'

/** How many mails are in each state, and whether any leave the program at all. */
export type Summary = { states: Partial<Record<MailState, number>>; server: boolean }
