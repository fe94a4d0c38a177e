/** The steps of a connection that gets thinner: everything, small pictures, slides as images, voices alone, writing. */
export const steps = ['video', 'low', 'slides', 'audio', 'text'] as const
export type Step = (typeof steps)[number]
export type Why = 'enough' | 'bandwidth' | 'loss' | 'delay' | 'offline' | 'chosen'

/**
 * What the line did since the last look. `kbps` is what the room thinks it carries; that counts only while it holds a
 * picture back for want of it (`short`), for a line that is asked for little is never known to carry much. `connected`: at
 * no time since the last look was it cut.
 */
export type Line = { kbps?: number; short?: boolean; lossPercent?: number; milliseconds?: number; connected: boolean }

export type Ladder = {
  step: Step
  why: Why
  /** Chosen by hand; nothing changes by itself until it is taken back. */
  chosen?: Step
  /** How many looks in a row spoke for another step, how many it takes to climb, and how many ago it climbed. */
  bad: number
  good: number
  patience: number
  since: number
}

/** Kilobits per second a step needs. */
const needs: Record<Step, number> = { video: 180, low: 100, slides: 60, audio: 20, text: 0 }
const badLooks = 2
const goodLooks = 5
/** Enough where the room has measured that a picture fits: what made the line bad has passed, and nothing need be tried. */
const sureLooks = 2
/** So much more than a picture needs must fit. */
const spare = 1.2
/** Four minutes, at a look every three seconds. */
const mostPatience = 80
/** Whoever falls this soon after a climb climbed too early, and waits twice as long for the next one. */
const tooSoon = 10

export const startOfLadder: Ladder = { step: 'video', why: 'enough', bad: 0, good: 0, patience: goodLooks, since: tooSoon }

/** Whether the room knows that a line carries pictures again; not of one that was believed in too early already. */
function sure(ladder: Ladder, { kbps = 0 }: Line): boolean {
  return ladder.patience === goodLooks && kbps >= needs.video * spare
}

/** The lowest step a line makes necessary, and why. */
function carried({ kbps, short, lossPercent = 0, milliseconds = 0, connected }: Line): { step: Step; why: Why } {
  if (!connected) return { step: 'text', why: 'offline' }
  if (short && kbps !== undefined) {
    const step = steps.find((one) => kbps >= needs[one]) ?? 'text'
    if (step !== 'video') return { step, why: 'bandwidth' }
  }
  if (lossPercent >= 30) return { step: 'audio', why: 'loss' }
  if (lossPercent >= 12) return { step: 'low', why: 'loss' }
  if (milliseconds >= 3_000) return { step: 'audio', why: 'delay' }
  return { step: 'video', why: 'enough' }
}

/** One look at the line: down after two bad ones, up after enough good ones, one step at a time unless the room is sure of more, never past a choice by hand. */
export function climb(ladder: Ladder, line: Line): Ladder {
  if (ladder.chosen) return ladder
  const at = steps.indexOf(ladder.step)
  const since = ladder.since + 1
  const { step, why } = carried(line)
  const wanted = steps.indexOf(step)
  if (wanted > at) {
    // A line that is cut heals by itself within the seat's grace; only one that is thin makes the room smaller. What the
    // first look afterwards tells of is the hole, so it does not count either.
    if (why === 'offline') return { ...ladder, bad: -1, good: 0, since }
    const bad = ladder.bad + 1
    if (bad < badLooks) return { ...ladder, bad, good: 0, since }
    const patience = ladder.since < tooSoon ? Math.min(mostPatience, ladder.patience * 2) : ladder.patience
    return { step, why, bad: 0, good: 0, patience, since }
  }
  if (at === 0) return { ...ladder, bad: 0, good: 0, why: 'enough', since, patience: since > mostPatience ? goodLooks : ladder.patience }
  const good = wanted < at ? ladder.good + 1 : 0
  if (wanted === 0 && good >= sureLooks && sure(ladder, line)) return { step: 'video', why: 'enough', bad: 0, good: 0, patience: ladder.patience, since: 0 }
  if (good < ladder.patience) return { ...ladder, bad: 0, good, since }
  const above = steps[at - 1] ?? 'video'
  return { step: above, why: above === 'video' ? 'enough' : ladder.why, bad: 0, good: 0, patience: ladder.patience, since: 0 }
}

/** By hand, either way; without a step the line decides again. */
export function choose(ladder: Ladder, step: Step | undefined): Ladder {
  if (step) return { ...ladder, step, why: 'chosen', chosen: step, bad: 0, good: 0 }
  return { ...ladder, chosen: undefined, why: ladder.step === 'video' ? 'enough' : 'bandwidth', bad: 0, good: 0 }
}
