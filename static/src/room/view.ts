import type { SealState } from './e2ee'
import { startOfLadder, type Ladder } from './ladder'
import type { ClosedReason, Layer, Source } from './messages'
import { emptyPicture, type Picture } from './picture'
import type { Quality } from './quality'
import type { Phase } from './signalling'

/** What the page shows of a seat in a room; a new object with every change. */
export type View = {
  phase: Phase
  picture: Picture
  ended?: { reason: ClosedReason | 'refused'; detail: string }
  /** The media of others by track id, and one's own by source. */
  media: Map<string, MediaStreamTrack>
  own: Map<Source, MediaStreamTrack>
  muted: Set<Source>
  mediaState: 'none' | 'connecting' | 'connected' | 'lost'
  quality?: Quality
  ladder: Ladder
  /** What the room sends of each picture, and why no more. */
  layers: Map<string, { layer: Layer; reason?: string }>
  /** Lines that were said and have not come back yet. */
  unsent: { clientId: string; text: string; note?: string }[]
  /** At the door: a host has to let this person in. */
  knocking?: boolean
  /** The code of the refusal that ended it before one was in. */
  turnedAway?: string
  /** The last refusal's code, for the page to put into words. */
  refusal?: { code: string; at: number }
  /** The browser plays nothing before the page was touched. */
  soundBlocked?: boolean
  /** What an interpreter picked to hear: "floor" or a language. */
  source?: string
  /** How many frames the shared key opened; absent when the room is not sealed. */
  sealed?: SealState
}

export const emptyView: View = {
  phase: 'connecting', picture: emptyPicture, media: new Map(), own: new Map(), muted: new Set(), mediaState: 'none',
  unsent: [], ladder: startOfLadder, layers: new Map(),
}
