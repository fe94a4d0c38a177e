import type { Tile } from './messages'

/** A tile as the page measures it: CSS pixels, and how much of it is in the view. */
export type Seen = { track: string; width: number; height: number; visible: boolean; priority: number }

/** Device pixels above this are seen by nobody. */
const most = 2_560
/** Small steps of a size are the same picture. */
const grain = 16

/** What one list may name; a picture that is not in it is not shown. */
const mostTiles = 64

/** The list of what is looked at: whole, in a fixed order, in device pixels, with the pictures that have no tile as unseen. */
export function viewList(seen: Seen[], pictures: string[], pixels: number, largest = most): Tile[] {
  const size = (value: number) => Math.min(largest, Math.ceil((value * Math.min(pixels, 2)) / grain) * grain)
  const tiles = new Map<string, Tile>()
  for (const { track, width, height, visible, priority } of seen) {
    if (!pictures.includes(track)) continue
    const tile = { track, width: size(width), height: size(height), visible: visible && width > 0 && height > 0, priority }
    const known = tiles.get(track)
    // The same picture twice on the page (in the room and in its own window): the larger of both counts.
    if (!known || (tile.visible && (!known.visible || tile.width > known.width))) tiles.set(track, tile)
  }
  for (const track of pictures) {
    if (!tiles.has(track)) tiles.set(track, { track, width: 0, height: 0, visible: false, priority: 0 })
  }
  const inOrder = [...tiles.values()].sort((a, b) => a.track.localeCompare(b.track))
  return [...inOrder.filter(({ visible }) => visible), ...inOrder.filter(({ visible }) => !visible)].slice(0, mostTiles)
}

export function sameView(a: Tile[], b: Tile[]): boolean {
  return a.length === b.length && a.every((tile, index) => {
    const other = b[index]
    return other && tile.track === other.track && tile.width === other.width && tile.height === other.height && tile.visible === other.visible && tile.priority === other.priority
  })
}
