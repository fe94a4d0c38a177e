import { layouts, type Layout } from './arrange'
import { steps, type Step } from './ladder'
import type { Breakout, Channel, Participant } from './messages'

export const panels = ['chat', 'people', 'questions', 'polls', 'breakouts', 'recordings', 'speakers', 'ceremony', 'order', 'streams'] as const
export type PanelName = (typeof panels)[number]

/** Everything a person can do in a room, as one command: typed, by key and by button it is the same. */
export type Command =
  | { do: 'microphone' | 'camera' | 'screen' | 'selfView' | 'captions'; on?: boolean }
  | { do: 'hand'; up?: boolean }
  | { do: 'layout'; as: Layout }
  | { do: 'pin'; what?: string }
  | { do: 'panel'; name: PanelName }
  | { do: 'reader' | 'pip' | 'settings' | 'voice' | 'takeOver' | 'slowDown' | 'recall' | 'help' | 'leave' | 'close' }
  | { do: 'say'; text: string }
  | { do: 'listen'; language: string; floor?: number }
  | { do: 'floor'; level: number }
  | { do: 'interpret'; language: string; source?: string }
  | { do: 'handover'; to: string }
  | { do: 'caption'; text: string }
  | { do: 'quality'; step?: Step }
  | { do: 'muteOther' | 'lowerOther'; participant: string }
  | { do: 'callUp'; participant?: string }
  | { do: 'remove' | 'ban' | 'report'; participant: string; reason: string }
  | { do: 'allow'; participant: string; publish: ('audio' | 'video' | 'screen')[] }
  | { do: 'unsay'; message: string }
  | { do: 'slowMode'; seconds: number }
  | { do: 'move'; participants?: string[]; place: string }
  | { do: 'split'; rooms: number; minutes: number }
  | { do: 'ask'; text: string }
  | { do: 'poll'; question: string; options: string[] }
  | { do: 'record'; on: boolean }
  | { do: 'admit' | 'deny'; guest: string }

export type Misread = { misread: 'unknown' | 'nobody' | 'argument'; what: string }

/** What a typed line is read against. */
export type Here = {
  people: Pick<Participant, 'id' | 'name'>[]
  channels?: Pick<Channel, 'language'>[]
  breakouts?: Pick<Breakout, 'id' | 'name'>[]
  /** The names of a language in the tongues of this reader. */
  names?: (code: string) => string[]
}

type Reader = (rest: string, here: Here, name: string) => Command | Misread

const argument = (what: string): Misread => ({ misread: 'argument', what })
const switches = new Map<string, boolean | undefined>([['', undefined], ['on', true], ['off', false]])
const splitReason = (rest: string): [string, string] => {
  const at = rest.search(/[:：]/)
  return at < 0 ? [rest, ''] : [rest.slice(0, at).trim(), rest.slice(at + 1).trim()]
}

const toggle =
  (what: 'microphone' | 'camera' | 'screen' | 'selfView' | 'captions'): Reader =>
  (rest) =>
    switches.has(rest) ? { do: what, on: switches.get(rest) } : argument(rest)

const plain =
  (what: 'reader' | 'pip' | 'settings' | 'voice' | 'takeOver' | 'slowDown' | 'recall' | 'help' | 'leave' | 'close'): Reader =>
  (rest) =>
    rest === '' ? { do: what } : argument(rest)

const words =
  (make: (text: string) => Command): Reader =>
  (rest) =>
    rest === '' ? argument(rest) : make(rest)

const person =
  (make: (id: string, reason: string) => Command): Reader =>
  (rest, { people }) => {
    const [who, reason] = splitReason(rest)
    const found = named(who, people)
    return found ? make(found.id, reason) : { misread: 'nobody', what: who }
  }

const level = (text: string | undefined) => {
  const value = Number((text ?? '').replace(/[%％]$/, ''))
  return text !== undefined && text !== '' && Number.isInteger(value) && value >= 0 && value <= 100 ? value : undefined
}

const kinds = ['audio', 'video', 'screen'] as const
const isKind = (word: string): word is (typeof kinds)[number] => (kinds as readonly string[]).includes(word)

const grammar = {
  mic: toggle('microphone'),
  camera: toggle('camera'),
  screen: toggle('screen'),
  hand: (rest) => (rest === 'up' || rest === 'down' ? { do: 'hand', up: rest === 'up' } : switches.has(rest) ? { do: 'hand', up: switches.get(rest) } : argument(rest)),
  layout: (rest) => ((layouts as readonly string[]).includes(rest) ? { do: 'layout', as: rest as Layout } : argument(rest)),
  pin: (rest, { people }) => {
    if (rest === '') return { do: 'pin' }
    const found = named(rest, people)
    return found ? { do: 'pin', what: found.id } : { misread: 'nobody', what: rest }
  },
  self: toggle('selfView'),
  captions: toggle('captions'),
  reader: plain('reader'),
  window: plain('pip'),
  settings: plain('settings'),
  show: (rest) => ((panels as readonly string[]).includes(rest) ? { do: 'panel', name: rest as PanelName } : argument(rest)),
  listen: (rest, here) => {
    const parts = rest.split(/\s+/)
    const floor = parts.length > 1 ? level(parts.at(-1)) : undefined
    const wanted = (floor === undefined ? parts : parts.slice(0, -1)).join(' ')
    if (wanted === 'floor') return { do: 'listen', language: '', floor }
    const language = tongue(wanted, here)
    return language ? { do: 'listen', language, floor } : argument(wanted)
  },
  floor: (rest) => {
    const value = level(rest)
    return value === undefined ? argument(rest) : { do: 'floor', level: value }
  },
  interpret: (rest, here) => {
    if (rest === 'off') return { do: 'interpret', language: '' }
    const [into = '', from] = rest.split(/\s+/)
    const language = tongue(into, here)
    const source = from === undefined || from === 'floor' ? from : tongue(from, here)
    return !language || (from !== undefined && !source) ? argument(rest) : { do: 'interpret', language, source }
  },
  voice: plain('voice'),
  handover: person((to) => ({ do: 'handover', to })),
  takeover: plain('takeOver'),
  slower: plain('slowDown'),
  caption: words((text) => ({ do: 'caption', text })),
  quality: (rest) => (rest === 'auto' ? { do: 'quality' } : (steps as readonly string[]).includes(rest) ? { do: 'quality', step: rest as Step } : argument(rest)),
  ask: words((text) => ({ do: 'ask', text })),
  report: (rest, here, name) => (splitReason(rest)[1] ? person((participant, reason) => ({ do: 'report', participant, reason }))(rest, here, name) : argument(rest)),
  call: (rest, here) => {
    if (rest === '') return { do: 'callUp' }
    const found = named(rest, here.people)
    return found ? { do: 'callUp', participant: found.id } : { misread: 'nobody', what: rest }
  },
  lower: person((participant) => ({ do: 'lowerOther', participant })),
  mute: person((participant) => ({ do: 'muteOther', participant })),
  allow: (rest, { people }) => {
    const [who, what] = splitReason(rest)
    const found = named(who, people)
    if (!found) return { misread: 'nobody', what: who }
    const publish = what.split(/[\s,]+/).filter(Boolean)
    return publish.every(isKind) ? { do: 'allow', participant: found.id, publish } : argument(what)
  },
  remove: person((participant, reason) => ({ do: 'remove', participant, reason })),
  ban: person((participant, reason) => ({ do: 'ban', participant, reason })),
  slowmode: (rest) => (/^\d{1,4}$/.test(rest) || rest === 'off' ? { do: 'slowMode', seconds: rest === 'off' ? 0 : Number(rest) } : argument(rest)),
  onair: person((id) => ({ do: 'move', participants: [id], place: '' })),
  backstage: person((id) => ({ do: 'move', participants: [id], place: 'backstage' })),
  goto: (rest, { breakouts = [] }) => {
    if (rest === 'floor') return { do: 'move', place: '' }
    const wanted = rest.toLocaleLowerCase()
    const found = breakouts.filter(({ name }) => Object.values(name).some((one) => one.toLocaleLowerCase().startsWith(wanted)))
    return wanted && found.length === 1 && found[0] ? { do: 'move', place: found[0].id } : argument(rest)
  },
  breakouts: (rest) => {
    const [, rooms, minutes] = /^(\d{1,2})\s+(\d{1,3})$/.exec(rest) ?? []
    return rooms && minutes ? { do: 'split', rooms: Number(rooms), minutes: Number(minutes) } : argument(rest)
  },
  recall: plain('recall'),
  poll: (rest) => {
    const [question = '', ...options] = rest.split('|').map((part) => part.trim())
    return question && options.length >= 2 && options.length <= 10 && options.every(Boolean) ? { do: 'poll', question, options } : argument(rest)
  },
  record: (rest) => (rest === 'off' ? { do: 'record', on: false } : rest === '' || rest === 'on' ? { do: 'record', on: true } : argument(rest)),
  admit: words((guest) => ({ do: 'admit', guest })),
  deny: words((guest) => ({ do: 'deny', guest })),
  close: plain('close'),
  help: plain('help'),
  leave: plain('leave'),
} satisfies Record<string, Reader>

export type CommandName = keyof typeof grammar
export const commandNames = Object.keys(grammar) as CommandName[]

/** Who a command is for; the list shows each person only what they may do. */
const forModerators: ReadonlySet<CommandName> = new Set<CommandName>(['call', 'lower', 'mute', 'allow', 'remove', 'ban', 'slowmode', 'onair', 'backstage', 'breakouts', 'recall', 'poll', 'record', 'admit', 'deny', 'close'])
const forInterpreters: ReadonlySet<CommandName> = new Set<CommandName>(['interpret', 'voice', 'handover', 'takeover', 'slower', 'caption'])

export function commandsFor({ moderate, interpret }: { moderate: boolean; interpret: boolean }): CommandName[] {
  return commandNames.filter((name) => (moderate || !forModerators.has(name)) && (interpret || !forInterpreters.has(name)))
}

/** Reads a line: "/camera off" is a command, "//x" says "/x", anything else is said. */
export function readCommand(line: string, here: Here): Command | Misread | undefined {
  const text = line.trim()
  if (text === '') return undefined
  if (!text.startsWith('/')) return { do: 'say', text }
  if (text.startsWith('//')) return { do: 'say', text: text.slice(1) }
  const [, typed = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(text) ?? []
  const name = typed.toLowerCase()
  if (!Object.hasOwn(grammar, name)) return { misread: 'unknown', what: typed }
  const read: Reader = grammar[name as CommandName]
  return read(rest.trim(), here, name)
}

/** The one person whose name is or begins with what was typed; nobody when two do. */
function named(typed: string, people: Here['people']) {
  const wanted = typed.toLocaleLowerCase()
  if (!wanted) return undefined
  const exact = people.filter(({ name }) => name.toLocaleLowerCase() === wanted)
  if (exact.length === 1) return exact[0]
  const begins = people.filter(({ name }) => name.toLocaleLowerCase().startsWith(wanted))
  return begins.length === 1 ? begins[0] : undefined
}

/** The channel's language by its code or by a name of it. */
function tongue(typed: string, { channels = [], names }: Here): string | undefined {
  const wanted = typed.toLocaleLowerCase()
  if (!wanted) return undefined
  return channels.find(({ language }) => language.toLowerCase() === wanted || names?.(language).some((name) => name.toLocaleLowerCase().startsWith(wanted)))?.language
}
