import { read, write } from '../api/client'
import { Problem } from '../api/problem'
import type { List, RoomTicket } from '../api/shapes'
import type { Command } from './commands'
import type { ChatLine, ClosedReason, Source } from './messages'
import { apply, emptyPicture, withLine, type Picture } from './picture'
import { Publisher } from './publisher'
import { qualityOf, reading, type Quality, type Reading } from './quality'
import { Refused, Signalling, type Phase, type Socket } from './signalling'
import { Subscriber } from './subscriber'

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
  /** Lines that were said and have not come back yet. */
  unsent: { clientId: string; text: string }[]
  /** At the door: a host has to let this person in. */
  knocking?: boolean
  /** The code of the refusal that ended it before one was in. */
  turnedAway?: string
  /** The last refusal's code, for the page to put into words. */
  refusal?: { code: string; at: number }
}

const measureEvery = 3_000
/** Asking again is how one waits at a door. */
const knockEvery = 2_500

/** One person's seat in one room: signalling, media and what is shown, from coming in to leaving. */
export class Seat {
  private view: View = { phase: 'connecting', picture: emptyPicture, media: new Map(), own: new Map(), muted: new Set(), mediaState: 'none', unsent: [] }
  private readonly watchers = new Set<() => void>()
  private readonly signalling: Signalling
  private readonly publisher: Publisher
  private readonly subscriber: Subscriber
  private iceServers: RTCIceServer[] = []
  private measured: Reading | undefined
  private timer: ReturnType<typeof setInterval> | undefined
  private lines = 0
  private readonly online = () => this.signalling.hurry()

  constructor(
    private readonly room: string,
    private readonly language: string,
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
        },
        media: (message) => {
          if (message.type === 'offer') this.subscriber.take(message)
          else if (message.type === 'candidate') (message.pc === 'publish' ? this.publisher : this.subscriber).takeCandidate(message)
          else if (message.pc === 'publish') this.attempt(this.publisher.restart())
          else this.subscriber.restart()
        },
        closed: (reason, detail) => {
          this.show({ ended: { reason, detail } })
          this.stopMedia()
        },
      },
    )
    const config = (): RTCConfiguration => ({ iceServers: this.iceServers, bundlePolicy: 'max-bundle' })
    const changed = () => this.show({ mediaState: this.mediaState() })
    this.publisher = new Publisher(this.signalling, config, changed)
    this.subscriber = new Subscriber(this.signalling, config, changed, (media) => this.show({ media }))
  }

  /** Comes in with what the device test chose to send. */
  enter(own: Map<Source, MediaStreamTrack>) {
    this.view = { ...this.view, own: new Map(own) }
    this.signalling.start()
    addEventListener('online', this.online)
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

  say(text: string) {
    const line = { clientId: `c-${Date.now().toString(36)}-${++this.lines}`, text }
    this.show({ unsent: [...this.view.unsent, line] })
    this.signalling.send({ type: 'say', ...line, language: this.language })
  }

  /** Does what a button, a key or a typed command asked for. Layout and help are the page's own. */
  do(command: Command) {
    const { own, muted, picture } = this.view
    switch (command.do) {
      case 'say':
        this.say(command.text)
        return
      case 'microphone': {
        const on = command.on ?? (!own.has('microphone') || muted.has('microphone'))
        if (own.has('microphone')) this.setMuted('microphone', !on)
        else if (on) this.attempt(this.capture('microphone'))
        return
      }
      case 'camera': {
        const on = command.on ?? !own.has('camera')
        this.attempt(on ? this.capture('camera') : this.drop('camera'))
        return
      }
      case 'screen': {
        const on = command.on ?? !own.has('screen')
        this.attempt(on ? this.shareScreen() : this.dropScreen())
        return
      }
      case 'hand': {
        const raised = picture.hands.some(({ participant }) => participant === picture.self?.id)
        this.attempt(this.signalling.request(command.up ?? !raised ? { type: 'raiseHand', language: this.language } : { type: 'lowerHand' }))
        return
      }
      case 'muteOther':
        this.attempt(this.signalling.request({ type: 'muteParticipant', participant: command.participant, sources: ['microphone'] }))
        return
      case 'remove':
        this.attempt(this.signalling.request({ type: 'removeParticipant', participant: command.participant, reason: command.reason || undefined }))
        return
      case 'close':
        this.attempt(this.signalling.request({ type: 'closeRoom' }))
        return
      case 'leave':
        this.leave()
        return
      case 'layout':
      case 'help':
        return
    }
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
    for (const [source, track] of this.view.own) {
      if (this.view.muted.has(source)) this.publisher.setMuted(source, true)
      await this.attempt(this.publisher.publish(source, track))
    }
    this.resend()
  }

  private async resumed() {
    this.subscriber.heal()
    await this.attempt(this.publisher.heal())
    this.resend()
  }

  /** Lines without an echo are said again; the same clientId keeps them from being doubled. */
  private resend() {
    for (const line of this.view.unsent) this.signalling.send({ type: 'say', ...line, language: this.language })
  }

  private async capture(source: 'microphone' | 'camera') {
    const stream = await navigator.mediaDevices.getUserMedia(source === 'camera' ? { video: cameraWish } : { audio: true })
    const track = stream.getTracks()[0]
    if (!track) return
    await this.send(source, track)
  }

  private async shareScreen() {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: true })
    const [video] = stream.getVideoTracks()
    const [audio] = stream.getAudioTracks()
    if (video) {
      // The browser's own "stop sharing" button ends it as well.
      video.onended = () => this.attempt(this.dropScreen())
      await this.send('screen', video)
    }
    if (audio) await this.send('screenAudio', audio)
  }

  private async dropScreen() {
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
    const reports = await Promise.all([this.publisher.stats(), this.subscriber.stats()])
    const all = reports.flatMap((report) => (report ? [...report.values()] : []))
    if (all.length === 0) return
    const now = reading(all as Record<string, unknown>[])
    this.show({ quality: qualityOf(this.measured, now) })
    this.measured = now
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
    clearInterval(this.timer)
    this.publisher.close()
    this.subscriber.close()
    for (const track of this.view.own.values()) track.stop()
    this.show({ own: new Map() })
  }

  private show(part: Partial<View>) {
    this.view = { ...this.view, ...part }
    for (const watcher of this.watchers) watcher()
  }
}

/** Simulcast's third layer needs 720p; smaller cameras give what they have. */
export const cameraWish: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } }

function without<T>(set: Set<T>, value: T): Set<T> {
  const rest = new Set(set)
  rest.delete(value)
  return rest
}
