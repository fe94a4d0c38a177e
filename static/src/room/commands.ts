import type { Participant } from './messages'

/** Everything a person can do in a room, as one command: typed, by key and by button it is the same. */
export type Command =
  | { do: 'microphone' | 'camera' | 'screen'; on?: boolean }
  | { do: 'hand'; up?: boolean }
  | { do: 'layout'; as: 'grid' | 'speaker' }
  | { do: 'say'; text: string }
  | { do: 'muteOther'; participant: string }
  | { do: 'remove'; participant: string; reason: string }
  | { do: 'close' }
  | { do: 'help' }
  | { do: 'leave' }

export type Misread = { misread: 'unknown' | 'nobody' | 'argument'; what: string }

export const commandNames = ['mic', 'camera', 'screen', 'hand', 'layout', 'mute', 'remove', 'close', 'help', 'leave'] as const

/** Reads a line: "/camera off" is a command, "//x" says "/x", anything else is said. */
export function readCommand(line: string, people: Pick<Participant, 'id' | 'name'>[]): Command | Misread | undefined {
  const text = line.trim()
  if (text === '') return undefined
  if (!text.startsWith('/')) return { do: 'say', text }
  if (text.startsWith('//')) return { do: 'say', text: text.slice(1) }
  const [name = '', ...words] = text.slice(1).split(/\s+/)
  const rest = words.join(' ')
  const toggled = (): boolean | undefined | Misread => {
    if (rest === '') return undefined
    if (rest === 'on' || rest === 'off') return rest === 'on'
    return { misread: 'argument', what: rest }
  }
  switch (name.toLowerCase()) {
    case 'mic':
    case 'camera':
    case 'screen': {
      const on = toggled()
      if (typeof on === 'object') return on
      return { do: name.toLowerCase() === 'mic' ? 'microphone' : (name.toLowerCase() as 'camera' | 'screen'), on }
    }
    case 'hand': {
      const up = rest === 'up' ? true : rest === 'down' ? false : toggled()
      return typeof up === 'object' ? up : { do: 'hand', up }
    }
    case 'layout':
      return rest === 'grid' || rest === 'speaker' ? { do: 'layout', as: rest } : { misread: 'argument', what: rest }
    case 'mute': {
      const person = named(rest, people)
      return person ? { do: 'muteOther', participant: person.id } : { misread: 'nobody', what: rest }
    }
    case 'remove': {
      const [who = '', reason = ''] = rest.split(/\s*:\s*/, 2)
      const person = named(who, people)
      return person ? { do: 'remove', participant: person.id, reason } : { misread: 'nobody', what: who }
    }
    case 'close':
      return { do: 'close' }
    case 'help':
      return { do: 'help' }
    case 'leave':
      return { do: 'leave' }
    default:
      return { misread: 'unknown', what: name }
  }
}

/** The one person whose name is or begins with what was typed; nobody when two do. */
function named(typed: string, people: Pick<Participant, 'id' | 'name'>[]) {
  const wanted = typed.toLocaleLowerCase()
  if (!wanted) return undefined
  const exact = people.filter(({ name }) => name.toLocaleLowerCase() === wanted)
  if (exact.length === 1) return exact[0]
  const begins = people.filter(({ name }) => name.toLocaleLowerCase().startsWith(wanted))
  return begins.length === 1 ? begins[0] : undefined
}
