import type { Tile } from './messages'
import { sameView, viewList, type Seen } from './viewlist'

/** Long enough that a window being dragged is one message, short enough that a face gets sharp at once. */
const settle = 250

/**
 * Watches the pictures on the page and tells the room how large each of them is seen, so that nothing is sent that
 * nobody sees: scrolled away, folded away, or behind another tab.
 */
export class Tiles {
  private readonly seen = new Map<Element, Seen>()
  private told: Tile[] | undefined
  private largest: number | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly sizes = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) this.change(target, { width: contentRect.width, height: contentRect.height })
  })
  private readonly sights = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) this.change(target, { visible: isIntersecting })
    },
    { threshold: [0, 0.1] },
  )
  private readonly hidden = () => this.look()

  constructor(
    private readonly pictures: () => string[],
    /** Tells the room; false when it could not be told. */
    private readonly tell: (tiles: Tile[]) => boolean,
  ) {
    document.addEventListener('visibilitychange', this.hidden)
  }

  /** Watches an element that shows a track, until the returned function is called. */
  watch(element: Element, track: string, priority: number): () => void {
    this.seen.set(element, { track, width: element.clientWidth, height: element.clientHeight, visible: true, priority })
    this.sizes.observe(element)
    // A page in a window of its own is watched by size alone; it is always in view.
    if (element.ownerDocument === document) this.sights.observe(element)
    this.look()
    return () => {
      this.seen.delete(element)
      this.sizes.unobserve(element)
      this.sights.unobserve(element)
      this.look()
    }
  }

  /** No picture larger than this many pixels; 0 is none at all. */
  limit(largest: number | undefined) {
    this.largest = largest
    this.look()
  }

  /** Looks again soon, and tells when something changed. */
  look() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.report(), settle)
  }

  /** The room has forgotten what it was told. */
  forget() {
    this.told = undefined
    this.look()
  }

  close() {
    clearTimeout(this.timer)
    this.sizes.disconnect()
    this.sights.disconnect()
    document.removeEventListener('visibilitychange', this.hidden)
  }

  private change(element: Element, part: Partial<Seen>) {
    const known = this.seen.get(element)
    if (!known) return
    this.seen.set(element, { ...known, ...part })
    this.look()
  }

  private report() {
    const unseen = this.largest === 0
    const seen = [...this.seen].map(([element, tile]) => ({ ...tile, visible: tile.visible && !unseen && !(document.hidden && element.ownerDocument === document) }))
    const list = viewList(seen, this.pictures(), devicePixelRatio, this.largest || undefined)
    if (list.length === 0 || (this.told && sameView(this.told, list))) return
    if (this.tell(list)) this.told = list
  }
}
