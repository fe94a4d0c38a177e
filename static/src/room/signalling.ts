import type { ClientMessage, ClosedReason, Joined, RoomEvent, ServerMessage } from './messages'

/** What a WebSocket is to this machine; tests bring their own. */
export type Socket = {
  send(text: string): void
  close(): void
  onopen: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: (() => void) | null
}

export type World = {
  /** A ticket for the socket and a room token; thrown errors end the machine when `final` says so. */
  ticket(): Promise<{ url: string; token: string; iceServers?: RTCIceServer[] }>
  final(failure: unknown): boolean
  /** Milliseconds until the next try when a refusal sets a rhythm of its own: a door is knocked at steadily. */
  rhythm?(failure: unknown): number | undefined
  open(url: string): Socket
  later(milliseconds: number, act: () => void): () => void
  /** As later, for looking whether the connection still lives; without it nobody looks. */
  watch?(milliseconds: number, act: () => void): () => void
}

export type Phase = 'connecting' | 'joined' | 'reconnecting' | 'closed'
export type Listener = {
  phase(phase: Phase): void
  /** In, for the first time or after the seat was gone: media starts anew. */
  entered(joined: Joined, iceServers: RTCIceServer[]): void
  /** Back in the same seat: media is kept, what was lost on the way is sent again. */
  resumed(): void
  event(event: RoomEvent): void
  media(message: Extract<ServerMessage, { type: 'offer' | 'candidate' | 'mediaLost' | 'layers' | 'received' }>): void
  closed(reason: ClosedReason | 'refused', detail: string): void
}

export class Refused extends Error {
  constructor(readonly code: string, detail: string) {
    super(detail)
    this.name = 'Refused'
  }
}

type Answer = Extract<ServerMessage, { type: 'ok' | 'answer' | 'pong' }>
type Waiting = { resolve(answer: Answer): void; reject(failure: Error): void }

const firstWait = 500
const longestWait = 8_000
/** A torn network closes no socket: a ping that is not answered does. */
const pingEvery = 5_000
const pongWithin = 3_000
const final: ReadonlySet<string> = new Set<ClosedReason>(['left', 'replaced', 'removed', 'closed'])
/** Numbered or not, what folds into the picture of the room. */
const pictured: ReadonlySet<string> = new Set<RoomEvent['type']>([
  'participantJoined', 'participantChanged', 'participantLeft', 'trackAdded', 'trackChanged', 'trackRemoved', 'hands', 'announced', 'chat', 'speakers',
  'messageRemoved', 'channels', 'breakouts', 'slowMode', 'recording', 'caption', 'slowDown', 'quality', 'arrived', 'slide',
])

/**
 * The client's side of rooms/SIGNALLING.md: comes in, gives every request its answer, and comes back to the same seat
 * with `resume` when the network was lost. It knows no peer connections and no screen.
 */
export class Signalling {
  private socket: Socket | undefined
  private phase: Phase = 'connecting'
  private epoch = ''
  private offset = 0
  private refs = 0
  private attempts = 0
  private iceServers: RTCIceServer[] = []
  private readonly waiting = new Map<string, Waiting>()
  private cancelRetry: (() => void) | undefined
  private cancelWatch: (() => void) | undefined
  /** A number per connection: whatever an older socket still says is not heard. */
  private generation = 0

  constructor(
    private readonly world: World,
    private readonly listener: Listener,
  ) {}

  start() {
    void this.connect()
  }

  /** Sends and forgets; nothing is sent while the connection is down, and the caller is told so. */
  send(message: ClientMessage): boolean {
    if (this.phase !== 'joined' || !this.socket) return false
    this.socket.send(JSON.stringify(message))
    return true
  }

  /** Sends and waits for the answer. Rejects with Refused, or with an Error when the connection is lost meanwhile. */
  request(message: ClientMessage): Promise<Answer> {
    const ref = `r${++this.refs}`
    return new Promise((resolve, reject) => {
      if (this.phase !== 'joined' || !this.socket) {
        reject(new Error('not connected'))
        return
      }
      this.waiting.set(ref, { resolve, reject })
      this.socket.send(JSON.stringify({ ...message, ref }))
    })
  }

  leave() {
    if (this.phase === 'closed') return
    this.send({ type: 'leave' })
    this.end('left', '')
  }

  /** The network is said to be back, or another: looks whether the connection lives, or does not wait for the next attempt's turn. */
  hurry() {
    if (this.phase === 'joined') this.look()
    if (this.phase !== 'reconnecting' || !this.cancelRetry) return
    this.cancelRetry()
    void this.connect()
  }

  private async connect() {
    this.cancelRetry = undefined
    const generation = ++this.generation
    let ticket: Awaited<ReturnType<World['ticket']>>
    try {
      ticket = await this.world.ticket()
    } catch (failure) {
      if (generation !== this.generation || this.phase === 'closed') return
      if (this.world.final(failure)) this.end('refused', failure instanceof Error ? failure.message : '')
      else this.retry(this.world.rhythm?.(failure))
      return
    }
    if (generation !== this.generation || (this.phase as Phase) === 'closed') return
    this.iceServers = ticket.iceServers ?? []
    const socket = this.world.open(ticket.url)
    this.socket = socket
    socket.onopen = () => {
      const first = this.epoch
        ? { type: 'resume', version: 1, token: ticket.token, epoch: this.epoch, offset: this.offset }
        : { type: 'join', version: 1, token: ticket.token }
      socket.send(JSON.stringify(first))
    }
    socket.onmessage = ({ data }) => {
      if (generation === this.generation && typeof data === 'string') this.take(data)
    }
    socket.onclose = () => {
      if (generation === this.generation && this.phase !== 'closed') this.lost()
    }
  }

  private take(text: string) {
    let message: ServerMessage
    try {
      message = JSON.parse(text) as ServerMessage
    } catch {
      return
    }
    switch (message.type) {
      case 'joined':
        this.takeJoined(message)
        return
      case 'resumed':
        this.attempts = 0
        this.setPhase('joined')
        this.listener.resumed()
        return
      case 'closed':
        if (final.has(message.reason)) this.end(message.reason, message.detail ?? '')
        else this.socket?.close()
        return
      case 'offer':
      case 'candidate':
      case 'mediaLost':
      case 'layers':
      case 'received':
        this.listener.media(message)
        return
      case 'error':
        if (message.ref) this.settle(message.ref, ({ reject }) => reject(new Refused(message.code, message.detail)))
        else if (this.phase !== 'joined') this.end('refused', message.code)
        return
      case 'ok':
      case 'pong':
      case 'answer': {
        const { ref } = message
        if (ref) this.settle(ref, ({ resolve }) => resolve(message))
        return
      }
      case 'skipped':
        // Something that is not for this person: only its number counts.
        this.offset = Math.max(this.offset, message.through ?? message.offset)
        return
      default:
        this.takeEvent(message)
    }
  }

  private takeJoined(message: Joined) {
    this.epoch = message.epoch
    this.offset = message.offset
    this.attempts = 0
    this.setPhase('joined')
    this.listener.event(message)
    if (message.resumed) this.listener.resumed()
    // The ticket's servers know the relay; those of the room are for clients that came without a ticket.
    else this.listener.entered(message, this.iceServers.length ? this.iceServers : (message.iceServers ?? []))
  }

  private takeEvent(event: RoomEvent) {
    if (!pictured.has(event.type)) return
    if ('offset' in event) {
      if (event.offset <= this.offset) return
      this.offset = event.offset
    }
    this.listener.event(event)
  }

  /** Asks for a sign of life now, and again in a while. */
  private look() {
    this.cancelWatch?.()
    const { generation } = this
    const again = () => {
      if (generation !== this.generation || this.phase !== 'joined') return
      this.cancelWatch?.()
      this.cancelWatch = this.world.watch?.(pingEvery, () => this.look())
    }
    this.cancelWatch = this.world.watch?.(pongWithin, () => {
      if (generation !== this.generation || this.phase !== 'joined') return
      this.generation++ // what the dead socket may still say is not heard
      this.socket?.close()
      this.lost()
    })
    if (this.cancelWatch) this.request({ type: 'ping' }).then(again, again)
  }

  private settle(ref: string, act: (waiting: Waiting) => void) {
    const waiting = this.waiting.get(ref)
    if (!waiting) return
    this.waiting.delete(ref)
    act(waiting)
  }

  private lost() {
    this.socket = undefined
    this.fail()
    this.setPhase('reconnecting')
    this.retry()
  }

  private retry(rhythm?: number) {
    if (this.phase === 'connecting') this.setPhase('reconnecting')
    const wait = rhythm ?? Math.min(firstWait * 2 ** this.attempts++, longestWait)
    this.cancelRetry = this.world.later(wait, () => void this.connect())
  }

  private end(reason: ClosedReason | 'refused', detail: string) {
    this.generation++
    this.cancelRetry?.()
    this.fail()
    this.setPhase('closed')
    this.socket?.close()
    this.socket = undefined
    this.listener.closed(reason, detail)
  }

  private fail() {
    for (const { reject } of this.waiting.values()) reject(new Error('connection lost'))
    this.waiting.clear()
  }

  private setPhase(phase: Phase) {
    if (phase === this.phase) return
    this.phase = phase
    this.cancelWatch?.()
    this.cancelWatch = phase === 'joined' ? this.world.watch?.(pingEvery, () => this.look()) : undefined
    this.listener.phase(phase)
  }
}
