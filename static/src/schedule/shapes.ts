import type { Localized } from '../api/shapes'

/** The bodies of the schedule's part of the API. Slots are named by their place in `Timetable.slots`. */

export type RunKind = 'solve' | 'repair' | 'edit' | 'restore'
export type RunState = 'solving' | 'draft' | 'failed' | 'cancelled' | 'publishing' | 'published' | 'superseded'
export type Keep = 'frozen' | 'all' | 'none'

/** The levels of the objective, each outweighing all that follow. */
export const levels = ['unmetMust', 'unmetWant', 'fairness', 'night', 'breaks', 'roomChanges'] as const
export type Level = (typeof levels)[number]

/** What a timetable leaves to be desired on one level, and what none can do without. */
export type LevelProof = { level: Level; value: number; bound: number; proven: boolean; by?: string }

export type Progress = { placed: number; wishes: number; moves?: number; seconds?: number; levels?: LevelProof[] | null }
/** Readers see the new timetable from `settle` on; `abandon` puts everything back. */
export type Phase = 'release' | 'take' | 'settle' | 'letters' | 'abandon'
export type Publishing = { phase: Phase; done: number; total: number }
export type Party = { org: string; orgName: Localized }
export type Lost = { wish: string; requester: Party; invitee: Party; starts?: string; code: string }

export type Run = {
  id: string
  v: number
  exhibition: string
  kind: RunKind
  state: RunState
  by: string
  byName?: string
  at: string
  ended?: string
  /** When readers began to see it. */
  published?: string
  base?: string
  seconds?: number
  progress?: Progress
  headline?: { level?: Level | ''; gap: number }
  counts?: { meetings: number; unmetMust: number; unmetWant: number; people: number }
  problem?: { code: string; subject?: string; name?: string; detail?: string }
  /** While it is published, also when readers see it already. */
  publishing?: Publishing
  lost?: Lost[] | null
}

export type Change = { person: string; slots: string[] } | { withdraw: string } | { cancel: string }
export type RunOrder = { kind: RunKind; seconds?: number; keep?: Keep; restore?: string; changes?: Change[] }

export type TimeSlot = { starts: string; ends: string; day: string }
export type Attendee = { id: string; name: string; org: string; orgName: Localized; zone: string; exhibits: boolean; slots?: number[] | null; min?: number; max?: number }
export type Placed = {
  wish: string
  meeting?: string
  people: string[]
  slot: number
  table?: string
  interpreter?: string
  level?: 'must' | 'want'
  frozen?: boolean
  night?: boolean
  language?: string
}
export type Unmet = { wish: string; people: string[]; level: 'must' | 'want'; value: number; reason: string }
export type Timetable = {
  run?: string
  slots: TimeSlot[]
  people: Attendee[]
  /** How many meetings at once; 0 is no limit. */
  tables: number
  interpreters?: { id: string; name: string }[] | null
  meetings: Placed[]
  unmet?: Unmet[] | null
}

/** A meeting of either side of a comparison, told without the timetable it stands in. */
export type Line = { wish: string; people: string[]; orgNames: Localized[]; starts: string; ends: string; table?: string; interpreter?: string; interpreterName?: string }
export type Diff = { added?: Line[] | null; removed?: Line[] | null; moved?: { from: Line; to: Line }[] | null }

/** One thing in the way: of whom or what, and which other meeting. */
export type Obstacle = { code: string; subject?: string; name?: string; by?: string; byName?: string }
export type SlotObstacles = { slot: number; obstacles?: Obstacle[] | null }
export type FixStep = { kind: string; subject?: string; name?: string; slot: number; starts?: string }
export type Explanation = { wish: string; general?: Obstacle[] | null; slots?: SlotObstacles[] | null; fix?: FixStep[] | null }
