import { read, write } from '../api/client'
import { Problem } from '../api/problem'
import type { List, RoomTicket } from '../api/shapes'
import type { Command } from './commands'
import { capture, type DeviceKind } from './devices'
import { gainOf } from './ducking'
import { Envelope, type SealState } from './e2ee'
import { choose, climb, startOfLadder, type Ladder, type Step } from './ladder'
import type { ChatLine, ClosedReason, Layer, SectionTrack, Source, Tile } from './messages'
import { apply, boothOf, emptyPicture, withLine, type Picture } from './picture'
import { Publisher } from './publisher'
import { qualityOf, reading, type Quality, type Reading } from './quality'
import { reportOf } from './report'
import { Slides } from './slides'
import { Refused, Signalling, type Phase, type Socket } from './signalling'
import { Sound } from './sound'
import { Subscriber } from './subscriber'
import { Tiles } from './tiles'

/** What the page shows of a seat in a room; a new object with every change. */
export type View = {
  phase: Phase
  picture: Picture
  ended?: { reason: ClosedReason | 'refused'; detail: string }
  /** The media of others by track id, and one's own by source. */
  media: Map<string, MediaStreamTrack>
  own: Map<Source, MediaStreamTrack>
  muted: Set<Source>
  mediaState: 'none' | 'connecting' | 'connected' | 'lost'
  quality?: Quality
  ladder: Ladder
  /** What the room sends of each picture, and why no more. */
  layers: Map<string, { layer: Layer; reason?: string }>
  /** Lines that were said and have not come back yet. */
  unsent: { clientId: string; text: string; note?: string }[]
  /** At the door: a host has to let this person in. */
  knocking?: boolean
  /** The code of the refusal that ended it before one was in. */
  turnedAway?: string
  /** The last refusal's code, for the page to put into words. */
  refusal?: { code: string; at: number }
  /** The browser plays nothing before the page was touched. */
  soundBlocked?: boolean
  /** What an interpreter picked to hear: "floor" or a language. */
  source?: string
  /** How many frames the shared key opened; absent when the room is not sealed. */
  sealed?: SealState
}

const measureEvery = 3_000
/** Every third look is told to the room: about ten seconds. */
const looksPerReport = 3
/** Asking again is how one waits at a door. */
const knockEvery = 2_500

/** One person's seat in one room: signalling, media and what is shown, from coming in to leaving. */
export class Seat {
  private view: View = {
    phase: 'connecting', picture: emptyPicture, media: new Map(), own: new Map(), muted: new Set(), mediaState: 'none',
    unsent: [], ladder: startOfLadder, layers: new Map(),
  }
  private readonly watchers = new Set<() => void>()
  private readonly signalling: Signalling
  private readonly publisher: Publisher
  private readonly subscriber: Subscriber
  private readonly envelope: Envelope | undefined
  readonly sound = new Sound(() => this.show({ soundBlocked: this.sound.blocked }))
  readonly tiles: Tiles
  private readonly slides = new Slides((image) => this.signalling.send({ type: 'slide', image }))
  private sections: SectionTrack[] = []
  private iceServers: RTCIceServer[] = []
  private measured: Reading | undefined
  private kbps: number | undefined
  private looks = 0
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
        later: (milliseconds, act) => {
          const timer = setTimeout(act, milliseconds)
          return () => clearTimeout(timer)
        },
      },
      {
        phase: (phase) => this.show({ phase }),
        entered: (_, iceServers) => void this.entered(iceServers),
        resumed: () => void this.resumed(),
        event: (event) => {
          this.show({ picture: apply(this.view.picture, event) })
          if (event.type === 'chat' && event.clientId) this.show({ unsent: this.view.unsent.filter(({ clientId }) => clientId !== event.clientId) })
          if (event.type === 'trackChanged' && event.track.participant === this.view.picture.self?.id) this.mutedByRoom(event.track.source, event.track.muted)
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
    if (this.envelope) this.view.sealed = { opened: 0, refused: 0 }
    const config = (): RTCConfiguration => ({ iceServers: this.iceServers, bundlePolicy: 'max-bundle' })
    const changed = () => this.show({ mediaState: this.mediaState() })
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
    if (kind === 'audiooutput') {
      await this.attempt(this.sound.through(device))
      this.show({})
      return
    }
    const sources: Source[] = kind === 'videoinput' ? ['camera'] : ['microphone', 'interpretation']
    for (const source of sources.filter((one) => this.view.own.has(one))) {
      await this.attempt(
        capture(source === 'camera' ? 'camera' : 'microphone', device).then(async (track) => {
          track.enabled = !this.view.muted.has(source)
          await this.publisher.publish(source, track)
          this.view.own.get(source)?.stop()
          this.show({ own: new Map(this.view.own).set(source, track) })
        }),
      )
    }
  }

  /** Does what a button, a key or a typed command asked for. What only the page knows is the page's own. */
  do(command: Command) {
    const { own, muted, picture } = this.view
    const ask = (message: Parameters<Signalling['request']>[0]) => void this.attempt(this.signalling.request(message))
    switch (command.do) {
      case 'say':
        this.say(command.text)
        return
      case 'microphone': {
        const on = command.on ?? (!own.has('microphone') || muted.has('microphone'))
        if (own.has('microphone')) this.setMuted('microphone', !on)
        else if (on) void this.attempt(this.capture('microphone'))
        return
      }
      case 'camera': {
        const on = command.on ?? !own.has('camera')
        void this.attempt(on ? this.capture('camera') : this.drop('camera'))
        return
      }
      case 'screen': {
        const on = command.on ?? !own.has('screen')
        void this.attempt(on ? this.shareScreen() : this.dropScreen())
        return
      }
      case 'hand': {
        const raised = picture.hands.some(({ participant }) => participant === picture.self?.id)
        ask(command.up ?? !raised ? { type: 'raiseHand', language: this.language } : { type: 'lowerHand' })
        return
      }
      case 'listen':
        this.listen(command.language, command.floor ?? picture.listening.floor)
        return
      case 'floor':
        this.listen(picture.listening.language, command.level)
        return
      case 'interpret':
        this.show({ source: command.language ? (command.source ?? 'floor') : undefined })
        ask({ type: 'interpret', language: command.language, ...(command.language && { source: command.source ?? 'floor' }) })
        return
      case 'voice':
        if (own.has('interpretation')) this.setMuted('interpretation', !muted.has('interpretation'))
        return
      case 'handover':
      case 'takeOver':
      case 'slowDown': {
        const language = boothOf(picture)?.language ?? ''
        ask(command.do === 'handover' ? { type: 'handover', language, to: command.to } : { type: command.do, language })
        return
      }
      case 'caption':
        this.caption(command.text, true)
        return
      case 'quality':
        this.setLadder(choose(this.view.ladder, command.step))
        return
      case 'muteOther':
        ask({ type: 'muteParticipant', participant: command.participant, sources: ['microphone'] })
        return
      case 'lowerOther':
        ask({ type: 'lowerHand', participant: command.participant })
        return
      case 'callUp':
        this.callUp(command.participant ?? picture.hands[0]?.participant)
        return
      case 'remove':
        ask({ type: 'removeParticipant', participant: command.participant, reason: command.reason || undefined })
        return
      case 'ban':
        ask({ type: 'banParticipant', participant: command.participant, reason: command.reason || undefined })
        return
      case 'report':
        ask({ type: 'report', participant: command.participant, reason: command.reason || undefined })
        return
      case 'allow':
        ask({ type: 'setPermissions', participant: command.participant, publish: command.publish })
        return
      case 'unsay':
        ask({ type: 'removeMessage', id: command.message })
        return
      case 'slowMode':
        ask({ type: 'slowMode', seconds: command.seconds })
        return
      case 'move':
        ask({ type: 'move', participants: command.participants, place: command.place })
        return
      case 'close':
        ask({ type: 'closeRoom' })
        return
      case 'leave':
        this.leave()
        return
      default:
        return
    }
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
    } else if (!seated && sending) await this.attempt(this.drop('interpretation'))
  }
  private sitting = false

  private async sitDown() {
    // The microphone of the device test, if it went in and the floor does not hear it anyway.
    const tested = this.view.own.get('microphone')
    const track = tested?.readyState === 'live' ? tested.clone() : await capture('microphone')
    track.enabled = true
    await this.send('interpretation', track)
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
      if (this.view.own.has('microphone')) this.setMuted('microphone', true)
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

  private async capture(source: 'microphone' | 'camera') {
    await this.send(source, await capture(source))
  }

  private async shareScreen() {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: true })
    const [video] = stream.getVideoTracks()
    const [audio] = stream.getAudioTracks()
    if (video) {
      // The browser's own "stop sharing" button ends it as well.
      video.onended = () => void this.attempt(this.dropScreen())
      await this.send('screen', video)
      this.slides.watch(video)
    }
    if (audio) await this.send('screenAudio', audio)
  }

  private async dropScreen() {
    this.slides.stop()
    await this.drop('screen')
    await this.drop('screenAudio')
  }

  private async send(source: Source, track: MediaStreamTrack) {
    try {
      await this.publisher.publish(source, track)
    } catch (failure) {
      track.stop()
      throw failure
    }
    this.show({ own: new Map(this.view.own).set(source, track), muted: without(this.view.muted, source) })
  }

  private async drop(source: Source) {
    const track = this.view.own.get(source)
    if (!track) return
    track.onended = null
    track.stop()
    const own = new Map(this.view.own)
    own.delete(source)
    this.show({ own })
    await this.publisher.unpublish(source)
  }

  private setMuted(source: Source, muted: boolean) {
    const track = this.view.own.get(source)
    if (track) track.enabled = !muted
    this.publisher.setMuted(source, muted)
    this.show({ muted: muted ? new Set(this.view.muted).add(source) : without(this.view.muted, source) })
  }

  /** A moderator muted or the server confirmed: the button follows the room. */
  private mutedByRoom(source: Source, muted: boolean) {
    if (this.view.muted.has(source) === muted) return
    const track = this.view.own.get(source)
    if (track) track.enabled = !muted
    this.show({ muted: muted ? new Set(this.view.muted).add(source) : without(this.view.muted, source) })
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
    const [publish, subscribe] = (await Promise.all([this.publisher.stats(), this.subscriber.stats()])).map((report) => (report ? [...report.values()] : []) as Record<string, unknown>[])
    const all = [...(publish ?? []), ...(subscribe ?? [])]
    if (all.length === 0 && this.view.ladder.step !== 'text') return
    const now = reading(all)
    const quality = qualityOf(this.measured, now)
    this.measured = now
    this.show({ quality })
    const short = [...this.view.layers.values()].some(({ reason }) => reason === 'bandwidth')
    this.setLadder(climb(this.view.ladder, { kbps: this.kbps, short, lossPercent: quality.lossPercent, milliseconds: quality.milliseconds, connected: this.view.phase === 'joined' && this.view.mediaState !== 'lost' }))
    if (++this.looks % looksPerReport !== 0) return
    const trackOf = (source: Source) => this.view.picture.tracks.find((track) => track.participant === this.view.picture.self?.id && track.source === source)?.id
    const sent = new Map([...this.publisher.sources].map(([mid, source]) => [mid, trackOf(source) ?? source]))
    this.signalling.send(reportOf({ publish: publish ?? [], subscribe: subscribe ?? [], sent, got: this.subscriber.tracks, step: this.view.ladder.step }))
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
    this.slides.stop()
    this.sound.close()
    this.tiles.close()
    this.envelope?.close()
    for (const track of this.view.own.values()) track.stop()
    this.show({ own: new Map() })
  }

  private show(part: Partial<View>) {
    this.view = { ...this.view, ...part }
    for (const watcher of this.watchers) watcher()
  }
}

/** Tells when a phone goes from one network to another; not every browser knows. */
const connection = () => (navigator as Navigator & { connection?: EventTarget }).connection

function without<T>(set: Set<T>, value: T): Set<T> {
  const rest = new Set(set)
  rest.delete(value)
  return rest
}
