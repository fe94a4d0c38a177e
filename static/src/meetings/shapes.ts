import type { components } from '../api/schema'
import type { Preference } from '../api/shapes'

/** The bodies of meetings and wishes by the names these pages use. Times are RFC 3339 in UTC. */
type Schemas = components['schemas']

export type OwnSlot = Schemas['MeetingsOwnSlot']
export type SlotState = OwnSlot['free']
export type Availability = Schemas['MeetingsAvailabilityView']
export type Busy = Schemas['MeetingsBusyView']

/** What my own company wants of another; none while a list waits for the server's answer. */
export type Wish = { org: string; want: Preference }

export type OwnCause = Schemas['ScheduleOwnCause']
export type OwnStep = Schemas['ScheduleOwnStep']
export type Why = Schemas['ScheduleWhy']

export type Representative = Schemas['MeetingsSeat']

export const nextSteps = ['rfq', 'sample', 'second_meeting', 'none'] as const
export type Outcome = Schemas['MeetingsOutcome']
export type NextStep = Outcome['next']

export type MeetingSettings = Schemas['MeetingsSettings']
export type SchedulingMode = MeetingSettings['schedulingMode']
export type Span = Schemas['MeetingsWindow']
export type InterpreterDuty = Schemas['MeetingsInterpreter']
export type SettingsChange = Schemas['MeetingsChange']
