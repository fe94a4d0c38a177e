import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Unreachable } from '../api/problem'
import type { WorkItem } from '../work/shapes'
import { press, versioned } from './press'

/** What became of a line: it waits, is under way, is done, or was refused and why. */
export type Fate = { state: 'waiting' | 'sent' | 'done' } | { state: 'refused'; why: unknown }
/** What a line is called stays as it was when it was chosen: what is done has no proposal any more that would say it. */
export type Run = { lines: { item: WorkItem; words: string; fate: Fate }[]; running: boolean }

/** What is read again afterwards. */
const stale = [['work'], ['proposals'], ['suspense'], ['claims'], ['debts'], ['payouts'], ['orders'], ['order'], ['books']]

/**
 * Takes the same step for several lines, one after the other. A refusal stops its own line only. Who presses stop, or
 * loses the connection, keeps what is done; the rest waits and can go on under the keys it was begun with.
 */
export function useBulk() {
  const queries = useQueryClient()
  const [run, setRun] = useState<Run>()
  const stopped = useRef(false)
  // Lines of one order follow each other: the next one is decided on what the one before has brought about.
  const versions = useRef(new Map<string, number>())
  useEffect(
    () => () => {
      stopped.current = true // who leaves the page decides nothing more
    },
    [],
  )

  const work = async (lines: Run['lines']) => {
    stopped.current = false
    const told = [...lines]
    const tell = (at: number, fate: Fate) => {
      told[at] = { ...told[at]!, fate }
      setRun({ lines: [...told], running: true })
    }
    for (const [at, { item, fate }] of lines.entries()) {
      if (fate.state !== 'waiting' || stopped.current) continue
      tell(at, { state: 'sent' })
      const of = versioned(item) ?? ''
      try {
        const v = await press(item, versions.current.get(of) ?? item.v)
        if (v !== undefined) versions.current.set(of, v)
        tell(at, { state: 'done' })
      } catch (why) {
        tell(at, why instanceof Unreachable ? { state: 'waiting' } : { state: 'refused', why })
        if (why instanceof Unreachable) break
      }
    }
    setRun({ lines: told, running: false })
    await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })))
  }

  return {
    run,
    start: (chosen: { item: WorkItem; words: string }[]) => {
      versions.current.clear()
      return work(chosen.map((line) => ({ ...line, fate: { state: 'waiting' } })))
    },
    /** Goes on with what waits still; refused lines are not asked again. */
    go: () => run && work(run.lines),
    stop: () => {
      stopped.current = true
    },
    close: () => setRun(undefined),
  }
}
