import { read, write } from '../api/client'
import { Problem } from '../api/problem'
import type { List, RoomTicket } from '../api/shapes'
import type { Command } from './commands'
import { capture, type DeviceKind } from './devices'
import { gainOf } from './ducking'
import { Envelope } from './e2ee'
import { choose, climb, type Ladder, type Step } from './ladder'
import type { ChatLine, SectionTrack, Source, Tile } from './messages'
import { apply, boothOf, withLine } from './picture'
import { OwnTracks } from './owntracks'
import { Publisher } from './publisher'
import { requestOf } from './requests'
import { Slides } from './slides'
import { Refused, Signalling, type Socket } from './signalling'
import { Sound } from './sound'
import { Stats } from './stats'
import { Subscriber } from './subscriber'
import { Tiles } from './tiles'
import { emptyView, type View } from './view'

const measureEvery = 3_000
/** Asking again is how one waits at a door. */
const knockEvery = 2_500

function later(milliseconds: number, act: () => void) {
  const timer = setTimeout(act, milliseconds)
  return () => clearTimeout(timer)
}

/** One person's seat in one room: signalling, media and what is shown, from coming in to leaving. */
export class Seat {
  private view: View = emptyView
  private readonly watchers = new Set<() => void>()
  private readonly signalling: Signalling
  private readonly publisher: Publisher
  private readonly subscriber: Subscriber
  private readonly stats: Stats
  private readonly envelope: Envelope | undefined
  readonly sound = new Sound(() => this.show({ soundBlocked: this.sound.blocked }))
  readonly tiles: Tiles
  private readonly own: OwnTracks
  private sections: SectionTrack[] = []
  private iceServers: RTCIceServer[] = []
  private kbps: number | undefined
  /** The line was cut since the last look, whether or not it is back by now. */
  private cut = false
  private timer: ReturnType<typeof setInterval> | undefined
  private lines = 0
  private captions = 0
  private readonly online = () => {
    this.signalling.hurry()
    this.heal()
  }
  /** From Wi-Fi to a mobile network: the old paths are dead before anybody notices. */
  private readonly moved = () => this.heal()

  constructor(
    private readonly room: string,
    private readonly language: string,
    secret?: string,
  ) {
    this.signalling = new Signalling(
      {
        ticket: async () => {
          const ticket = await this.ticket()
          return { url: ticket.url, token: ticket.token, iceServers: ticket.iceServers }
        },
        final: (failure) => failure instanceof Problem && failure.status < 500 && failure.status !== 429 && failure.code !== 'room_lobby',
        rhythm: (failure) => (failure instanceof Problem && failure.code === 'room_lobby' ? knockEvery : undefined),
        open: (url) => new WebSocket(new URL(url, location.origin.replace(/^http/, 'ws'))) as unknown as Socket,
        later,
        watch: later,
      },
      {
        phase: (phase) => {
          this.cut ||= phase === 'reconnecting'
          this.show({ phase })
        },
        entered: (_, iceServers) => void this.entered(iceServers),
        resumed: () => void this.resumed(),
        event: (event) => {
          this.show({ picture: apply(this.view.picture, event) })
          if (event.type === 'chat' && event.clientId) this.show({ unsent: this.view.unsent.filter(({ clientId }) => clientId !== event.clientId) })
          if (event.type === 'trackChanged' && event.track.participant === this.view.picture.self?.id) this.own.mutedByRoom(event.track.source, event.track.muted)
          if (event.type === 'channels') void this.followBooth()
          this.hear()
          if (event.type === 'joined' || event.type === 'trackAdded' || event.type === 'trackRemoved') this.tiles.look()
        },
        media: (message) => {
          switch (message.type) {
            case 'offer':
              this.subscriber.take(message)
              return
            case 'candidate':
              ;(message.pc === 'publish' ? this.publisher : this.subscriber).takeCandidate(message)
              return
            case 'mediaLost':
              if (message.pc === 'publish') this.attempt(this.publisher.restart())
              else this.subscriber.restart()
              return
            case 'layers': {
              const source = this.view.picture.tracks.find(({ id }) => id === message.track)?.source
              if (source) this.publisher.want(source, message.active)
              return
            }
            case 'received':
              this.kbps = message.kbps ?? this.kbps
              this.show({ layers: new Map(message.tracks.map(({ track, layer, reason }) => [track, { layer, reason }])) })
          }
        },
        closed: (reason, detail) => {
          this.show({ ended: { reason, detail } })
          this.stopMedia()
        },
      },
    )
    this.envelope = secret ? new Envelope(secret, room, (sealed) => this.show({ sealed })) : undefined
    if (this.envelope) this.view = { ...this.view, sealed: { opened: 0, refused: 0 } }
    const config = (): RTCConfiguration => ({ iceServers: this.iceServers, bundlePolicy: 'max-bundle' })
    const changed = () => {
      const mediaState = this.mediaState()
      this.cut ||= mediaState === 'lost'
      this.show({ mediaState })
    }
    this.publisher = new Publisher(this.signalling, config, changed, this.envelope)
    this.subscriber = new Subscriber(
      this.signalling,
      config,
      changed,
      (media, sections) => {
        this.sections = sections
        this.show({ media })
        this.hear()
        this.tiles.look()
      },
      this.envelope,
    )
    this.own = new OwnTracks(this.publisher, new Slides((image) => this.signalling.send({ type: 'slide', image })), { view: this.snapshot, show: (part) => this.show(part), attempt: (work) => this.attempt(work) })
    this.stats = new Stats(this.publisher, this.subscriber)
    this.tiles = new Tiles(
      () => this.picturesOfOthers(),
      (tiles) => this.look(tiles),
    )
  }

  /** Comes in with what the device test chose to send. */
  enter(own: Map<Source, MediaStreamTrack>) {
    this.view = { ...this.view, own: new Map(own) }
    this.signalling.start()
    addEventListener('online', this.online)
    connection()?.addEventListener('change', this.moved)
    this.timer = setInterval(() => void this.measure(), measureEvery)
  }

  readonly watch = (watcher: () => void) => {
    this.watchers.add(watcher)
    return () => void this.watchers.delete(watcher)
  }
  readonly snapshot = () => this.view

  /** Gives the seat up and lets go of camera and microphone. */
  leave() {
    this.signalling.leave()
    this.stopMedia()
  }

  say(text: string, note?: string) {
    const line = { clientId: `c-${Date.now().toString(36)}-${++this.lines}`, text, ...(note && { note }) }
    this.show({ unsent: [...this.view.unsent, line] })
    this.signalling.send({ type: 'say', ...line, language: this.language })
  }

  /** Types a caption into the channel one interprets; the same id is the same line, still being written. */
  caption(text: string, final: boolean) {
    const language = boothOf(this.view.picture)?.language ?? this.language
    this.signalling.send({ type: 'caption', language, id: `t-${this.captions}`, text: text.slice(0, 160), final })
    if (final) this.captions++
  }

  /** Takes another device without leaving: the track is replaced, nothing is negotiated. */
  async use(kind: DeviceKind, device: string) {
    if (kind !== 'audiooutput') return this.own.use(kind, device)
    await this.attempt(this.sound.through(device))
    this.show({})
  }

  /** Does what a button, a key or a typed command asked for. What only the page knows is the page's own. */
  do(command: Command) {
    const { own, muted, picture } = this.view
    switch (command.do) {
      case 'say':
        this.say(command.text)
        return
      case 'microphone': {
        const on = command.on ?? (!own.has('microphone') || muted.has('microphone'))
        if (own.has('microphone')) this.own.mute('microphone', !on)
        else if (on) void this.attempt(this.own.capture('microphone'))
        return
      }
      case 'camera': {
        const on = command.on ?? !own.has('camera')
        void this.attempt(on ? this.own.capture('camera') : this.own.drop('camera'))
        return
      }
      case 'screen': {
        const on = command.on ?? !own.has('screen')
        void this.attempt(on ? this.own.shareScreen() : this.own.dropScreen())
        return
      }
      case 'listen':
        this.listen(command.language, command.floor ?? picture.listening.floor)
        return
      case 'floor':
        this.listen(picture.listening.language, command.level)
        return
      case 'interpret': {
        const request = requestOf(command, picture, this.language)
        const source = command.language ? (command.source ?? 'floor') : undefined
        if (request) void this.attempt(this.signalling.request(request).then(() => this.show({ source })))
        return
      }
      case 'takeOver': {
        const request = requestOf(command, picture, this.language)
        if (request) void this.attempt(this.signalling.request(request).catch((failure: unknown) => Promise.reject(notOffered(failure))))
        return
      }
      case 'voice':
        if (own.has('interpretation')) this.own.mute('interpretation', !muted.has('interpretation'))
        return
      case 'caption':
        this.caption(command.text, true)
        return
      case 'quality':
        this.setLadder(choose(this.view.ladder, command.step))
        return
      case 'callUp':
        this.callUp(command.participant ?? picture.hands[0]?.participant)
        return
      case 'leave':
        this.leave()
        return
    }
    const request = requestOf(command, picture, this.language)
    if (request) void this.attempt(this.signalling.request(request))
  }

  /** The next in the queue may speak: backstage people come on air, the audience gets a microphone. */
  private callUp(id: string | undefined) {
    const person = this.view.picture.participants.find((other) => other.id === id)
    if (!person) return
    if (person.place === 'backstage') void this.attempt(this.signalling.request({ type: 'move', participants: [person.id], place: '' }))
    if (!person.permissions.publish.includes('audio')) {
      void this.attempt(this.signalling.request({ type: 'setPermissions', participant: person.id, publish: ['audio', 'video'] }))
    }
    void this.attempt(this.signalling.request({ type: 'lowerHand', participant: person.id }))
  }

  private listen(language: string, floor: number) {
    this.show({ picture: { ...this.view.picture, listening: { language, floor } } })
    this.hear()
    void this.attempt(this.signalling.request({ type: 'listen', language, floor }))
  }

  /** An interpreter's voice goes out while they sit in a booth, and ends with it. */
  private async followBooth() {
    const seated = boothOf(this.view.picture) !== undefined
    const sending = this.view.own.has('interpretation')
    if (seated && !sending && !this.sitting) {
      this.sitting = true
      await this.attempt(this.sitDown())
      this.sitting = false
    } else if (!seated && sending) await this.attempt(this.own.drop('interpretation'))
  }
  private sitting = false

  private async sitDown() {
    // The microphone of the device test, if it went in and the floor does not hear it anyway.
    const tested = this.view.own.get('microphone')
    const track = tested?.readyState === 'live' ? tested.clone() : await capture('microphone')
    track.enabled = true
    await this.own.send('interpretation', track)
  }

  /** Sets every voice to the level this person chose. */
  private hear() {
    const { picture, media, ladder } = this.view
    const interpreting = boothOf(picture) !== undefined
    const here = picture.channels
    const wanted = new Map<string, { track: MediaStreamTrack; level: number }>()
    if (ladder.step !== 'text') {
      for (const { track: id, source } of this.sections) {
        const track = media.get(id)
        if (track?.kind === 'audio') wanted.set(id, { track, level: gainOf(source, picture.listening, here, interpreting) })
      }
    }
    this.sound.play(wanted)
    if (this.sound.blocked !== Boolean(this.view.soundBlocked)) this.show({ soundBlocked: this.sound.blocked })
  }

  private picturesOfOthers(): string[] {
    const { tracks, self } = this.view.picture
    return tracks.filter(({ participant, source }) => participant !== self?.id && (source === 'camera' || source === 'screen')).map(({ id }) => id)
  }

  private look(tiles: Tile[]): boolean {
    return this.signalling.send({ type: 'view', tiles })
  }

  private setLadder(ladder: Ladder) {
    const before = this.view.ladder.step
    this.show({ ladder })
    if (ladder.step !== before) this.takeStep(before, ladder.step)
  }

  private takeStep(before: Step, step: Step) {
    this.publisher.limit(step)
    this.signalling.send({ type: 'ladder', step })
    this.tiles.limit(step === 'video' ? undefined : step === 'low' ? 320 : 0)
    if (step === 'text') {
      if (this.view.own.has('microphone')) this.own.mute('microphone', true)
    } else if (before === 'text') this.heal()
    if (step !== 'slides') this.show({ picture: { ...this.view.picture, slide: undefined } })
    this.hear()
  }

  private async ticket(): Promise<RoomTicket> {
    try {
      const ticket = await write<RoomTicket>('post', '/api/v1/rooms/{id}/tickets', { path: { id: this.room }, body: {} })
      this.show({ knocking: false })
      return ticket
    } catch (failure) {
      const code = failure instanceof Problem ? failure.code : undefined
      // A lost network while waiting does not take one's place at the door away.
      if (code) this.show({ knocking: code === 'room_lobby', turnedAway: code })
      throw failure
    }
  }

  private async entered(iceServers: RTCIceServer[]) {
    void this.history()
    this.iceServers = iceServers
    this.publisher.close()
    this.subscriber.close()
    this.tiles.forget()
    const { listening, self } = this.view.picture
    if (this.view.ladder.step !== 'video') this.signalling.send({ type: 'ladder', step: this.view.ladder.step })
    // The interpreter's chair is asked for anew; its voice begins with it.
    const own = new Map(this.view.own)
    own.delete('interpretation')
    this.show({ own })
    for (const [source, track] of own) {
      // An interpreter may talk into a booth only: the tested microphone waits for it.
      if (source === 'microphone' && self && !self.permissions.publish.includes('audio')) continue
      if (this.view.muted.has(source)) this.publisher.setMuted(source, true)
      await this.attempt(this.publisher.publish(source, track))
    }
    if (listening.language !== '' && !self?.listening) this.listen(listening.language, listening.floor)
    this.resend()
  }

  private async resumed() {
    this.tiles.forget()
    this.subscriber.heal()
    await this.attempt(this.publisher.heal())
    this.resend()
  }

  private heal() {
    if (this.view.phase !== 'joined') return
    this.subscriber.heal()
    void this.attempt(this.publisher.heal())
  }

  /** Lines without an echo are said again; the same clientId keeps them from being doubled. */
  private resend() {
    for (const line of this.view.unsent) this.signalling.send({ type: 'say', ...line, language: this.language })
  }

  private attempt(work: Promise<unknown>): Promise<void> {
    return work.then(
      () => undefined,
      (failure: unknown) => {
        const code = failure instanceof Refused ? failure.code : failure instanceof DOMException ? failure.name : 'unreachable'
        this.show({ refusal: { code, at: Date.now() } })
      },
    )
  }

  private mediaState(): View['mediaState'] {
    const states = [this.publisher.state, this.subscriber.state].filter((state) => state !== undefined)
    if (states.length === 0) return 'none'
    if (states.some((state) => state === 'failed' || state === 'disconnected')) return 'lost'
    return states.every((state) => state === 'connected') ? 'connected' : 'connecting'
  }

  private async measure() {
    const look = await this.stats.look(this.view.ladder.step)
    if (!look) return
    this.show({ quality: look.quality })
    const short = [...this.view.layers.values()].some(({ reason }) => reason === 'bandwidth')
    const { lossPercent, milliseconds } = look.quality
    const connected = !this.cut && this.view.phase === 'joined' && this.view.mediaState !== 'lost'
    this.cut = false
    this.setLadder(climb(this.view.ladder, { kbps: this.kbps, short, lossPercent, milliseconds, connected }))
    const { tracks, self } = this.view.picture
    const report = look.report(this.view.ladder.step, (source) => tracks.find((track) => track.participant === self?.id && track.source === source)?.id)
    if (report) this.signalling.send(report)
  }

  /** What was said before one came in; without it the room is as good. */
  private async history() {
    try {
      const { items } = await read<List<ChatLine>>('/api/v1/rooms/{id}/messages', { path: { id: this.room } })
      this.show({ picture: { ...this.view.picture, chat: items.reduce(withLine, this.view.picture.chat) } })
    } catch (failure) {
      console.info('no history', failure)
    }
  }

  private stopMedia() {
    removeEventListener('online', this.online)
    connection()?.removeEventListener('change', this.moved)
    clearInterval(this.timer)
    this.publisher.close()
    this.subscriber.close()
    this.sound.close()
    this.tiles.close()
    this.envelope?.close()
    this.own.stop()
  }

  private show(part: Partial<View>) {
    this.view = { ...this.view, ...part }
    for (const watcher of this.watchers) watcher()
  }
}

/** A channel that somebody speaks into is taken over only when they offer it. */
const notOffered = (failure: unknown) => (failure instanceof Refused && failure.code === 'not_permitted' ? new Refused('not_offered', failure.message) : failure)

/** Tells when a phone goes from one network to another; not every browser knows. */
const connection = () => (navigator as Navigator & { connection?: EventTarget }).connection
