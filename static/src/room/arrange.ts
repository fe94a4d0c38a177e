import type { Participant, Track } from './messages'
import { placeOf, type Picture } from './picture'

export const layouts = ['grid', 'speaker', 'screen'] as const
export type Layout = (typeof layouts)[number]

export type Shown = { kind: 'face'; participant: Participant } | { kind: 'screen'; participant: Participant; track: Track }

export const keyOf = (shown: Shown) => (shown.kind === 'face' ? shown.participant.id : shown.track.id)

/** Who stands where: what is in front, large, and the others. `pinned` is a participant's id or a screen's track id. */
export function arrange(picture: Picture, wish: { layout?: Layout; pinned?: string; self: boolean }): { layout: Layout; front: Shown[]; rest: Shown[] } {
  const me = picture.self
  const here = placeOf(me)
  const near = picture.participants.filter((other) => {
    const place = placeOf(other)
    return place === here || (here === 'backstage' && place === '')
  })
  const audience = near.filter((person) => mayBeSeen(person, picture))
  const faces: Shown[] = audience.filter(({ id }) => wish.self || id !== me?.id).map((participant) => ({ kind: 'face', participant }))
  const screens: Shown[] = picture.tracks.flatMap((track): Shown[] => {
    const participant = track.source === 'screen' ? near.find(({ id }) => id === track.participant) : undefined
    return participant ? [{ kind: 'screen', participant, track }] : []
  })
  const all = [...screens, ...faces]
  const pinned = all.find((shown) => keyOf(shown) === wish.pinned)
  const layout = pinned ? 'speaker' : (wish.layout ?? (screens.length > 0 ? 'screen' : 'grid'))
  const without = (front: Shown[]) => all.filter((shown) => !front.includes(shown))
  if (pinned) return { layout, front: [pinned], rest: without([pinned]) }
  if (layout === 'screen' && screens.length > 0) return { layout, front: screens.slice(0, 1), rest: without(screens.slice(0, 1)) }
  if (layout === 'speaker') {
    const others = faces.filter(({ participant }) => participant.id !== me?.id)
    const speaking = others.find(({ participant }) => participant.id === picture.lastSpeaker) ?? others[0] ?? faces[0]
    const front = speaking ? [speaking] : []
    return { layout, front, rest: without(front) }
  }
  return { layout: layout === 'screen' ? 'grid' : layout, front: [], rest: all }
}

/** On a full stage the audience is a number, not a wall of initials: shown is who sends something, may send, or asks to speak. */
function mayBeSeen(person: Participant, picture: Picture): boolean {
  if (person.id === picture.self?.id) return person.permissions.publish.length > 0
  return person.permissions.publish.length > 0 || picture.hands.some(({ participant }) => participant === person.id) || picture.tracks.some(({ participant, source }) => participant === person.id && source !== 'interpretation')
}

/** Columns and the width of a tile when `count` pictures of 16:9 with a line below share a space as large as possible. */
export function gridOf(count: number, width: number, height: number, { gap = 12, below = 34, least = 132 } = {}): { columns: number; tile: number } {
  let best = { columns: 1, tile: 0 }
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(count / columns)
    const byWidth = (width - gap * (columns - 1)) / columns
    const byHeight = (((height - gap * (rows - 1)) / rows - below) * 16) / 9
    const tile = Math.floor(Math.min(byWidth, byHeight))
    if (tile > best.tile) best = { columns, tile }
  }
  if (best.tile >= least) return best
  // Too many for one view: faces stay recognizable, and the rest is scrolled to.
  const columns = Math.max(1, Math.floor((width + gap) / (least + gap)))
  return { columns, tile: Math.floor((width - gap * (columns - 1)) / columns) }
}
