import type { Channel, Listening, Source } from './messages'

/** Seconds in which the floor sinks when an interpreter begins, and rises again: fast enough not to miss a word, slow enough not to click. */
export const sinks = 0.12
export const rises = 0.35

/** Whether somebody interprets into this channel now. */
export function live(channel: Channel | undefined): channel is Channel {
  return Boolean(channel?.active) && !channel?.muted
}

/** How loud a track is played, 0 to 1: the floor sinks only while somebody interprets into the channel that is heard. */
export function gainOf(source: Source, listening: Listening, channels: Channel[], interpreting: boolean): number {
  // An interpreter hears what they chose to interpret from, at full level.
  if (interpreting || source === 'interpretation' || listening.language === '') return 1
  const channel = channels.find(({ language }) => language === listening.language)
  return live(channel) ? Math.max(0, Math.min(100, listening.floor)) / 100 : 1
}

export type Hearing = 'floor' | 'nobody' | 'muted' | 'interpreted'

/** What one hears, for the words beside the language picker. */
export function hearing(listening: Listening, channels: Channel[]): Hearing {
  if (listening.language === '') return 'floor'
  const channel = channels.find(({ language }) => language === listening.language)
  if (!channel?.active) return 'nobody'
  return channel.muted ? 'muted' : 'interpreted'
}
