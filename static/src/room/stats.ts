import type { Step } from './ladder'
import type { Source } from './messages'
import type { Publisher } from './publisher'
import { qualityOf, reading, type Quality, type Reading } from './quality'
import { reportOf } from './report'
import type { Subscriber } from './subscriber'

/** Every third look is told to the room: about ten seconds. */
const looksPerReport = 3

type Report = ReturnType<typeof reportOf>
export type Look = {
  quality: Quality
  /** What to tell the room; undefined when it is not yet time. The room knows one's own tracks by other names. */
  report: (step: Step, trackOf: (source: Source) => string | undefined) => Report | undefined
}

/** What the browser counts of one seat's connections, one look after the other. */
export class Stats {
  private measured: Reading | undefined
  private looks = 0

  constructor(
    private readonly publisher: Pick<Publisher, 'stats' | 'sources'>,
    private readonly subscriber: Pick<Subscriber, 'stats' | 'tracks'>,
  ) {}

  /** Undefined while there is nothing to count; on the step of writing alone that counts as well. */
  async look(step: Step): Promise<Look | undefined> {
    const [publish, subscribe] = (await Promise.all([this.publisher.stats(), this.subscriber.stats()])).map((report) => (report ? [...report.values()] : []) as Record<string, unknown>[])
    const all = [...(publish ?? []), ...(subscribe ?? [])]
    if (all.length === 0 && step !== 'text') return undefined
    const now = reading(all)
    const quality = qualityOf(this.measured, now)
    this.measured = now
    const due = ++this.looks % looksPerReport === 0
    return {
      quality,
      report: (after, trackOf) => {
        if (!due) return undefined
        const sent = new Map([...this.publisher.sources].map(([mid, source]) => [mid, trackOf(source) ?? source]))
        return reportOf({ publish: publish ?? [], subscribe: subscribe ?? [], sent, got: this.subscriber.tracks, step: after })
      },
    }
  }
}
