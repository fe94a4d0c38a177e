import { capture, type DeviceKind } from './devices'
import type { Source } from './messages'
import type { Publisher } from './publisher'
import type { Slides } from './slides'
import type { View } from './view'

/** The seat as its own tracks see it. */
export type Place = {
  view: () => Pick<View, 'own' | 'muted'>
  show: (part: Partial<Pick<View, 'own' | 'muted'>>) => void
  attempt: (work: Promise<unknown>) => Promise<void>
}

/** What one person sends: taken from a device, sent, muted and let go of. */
export class OwnTracks {
  constructor(
    private readonly publisher: Publisher,
    private readonly slides: Slides,
    private readonly seat: Place,
  ) {}

  async capture(source: 'microphone' | 'camera') {
    await this.send(source, await capture(source))
  }

  /** Replaces the track of another device under way; nothing is negotiated. */
  async use(kind: Exclude<DeviceKind, 'audiooutput'>, device: string) {
    const sources: Source[] = kind === 'videoinput' ? ['camera'] : ['microphone', 'interpretation']
    for (const source of sources.filter((one) => this.seat.view().own.has(one))) {
      await this.seat.attempt(
        capture(source === 'camera' ? 'camera' : 'microphone', device).then(async (track) => {
          track.enabled = !this.seat.view().muted.has(source)
          await this.publisher.publish(source, track)
          this.seat.view().own.get(source)?.stop()
          this.seat.show({ own: new Map(this.seat.view().own).set(source, track) })
        }),
      )
    }
  }

  async shareScreen() {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: true })
    const [video] = stream.getVideoTracks()
    const [audio] = stream.getAudioTracks()
    if (video) {
      // The browser's own "stop sharing" button ends it as well.
      video.onended = () => void this.seat.attempt(this.dropScreen())
      await this.send('screen', video)
      this.slides.watch(video)
    }
    if (audio) await this.send('screenAudio', audio)
  }

  async dropScreen() {
    this.slides.stop()
    await this.drop('screen')
    await this.drop('screenAudio')
  }

  async send(source: Source, track: MediaStreamTrack) {
    try {
      await this.publisher.publish(source, track)
    } catch (failure) {
      track.stop()
      throw failure
    }
    const { own, muted } = this.seat.view()
    this.seat.show({ own: new Map(own).set(source, track), muted: without(muted, source) })
  }

  async drop(source: Source) {
    const track = this.seat.view().own.get(source)
    if (!track) return
    track.onended = null
    track.stop()
    const own = new Map(this.seat.view().own)
    own.delete(source)
    this.seat.show({ own })
    await this.publisher.unpublish(source)
  }

  mute(source: Source, muted: boolean) {
    this.publisher.setMuted(source, muted)
    this.turn(source, muted)
  }

  /** A moderator muted or the server confirmed: the button follows the room. */
  mutedByRoom(source: Source, muted: boolean) {
    if (this.seat.view().muted.has(source) !== muted) this.turn(source, muted)
  }

  /** Lets go of camera, microphone and screen. */
  stop() {
    this.slides.stop()
    for (const track of this.seat.view().own.values()) track.stop()
    this.seat.show({ own: new Map() })
  }

  private turn(source: Source, muted: boolean) {
    const { own, muted: before } = this.seat.view()
    const track = own.get(source)
    if (track) track.enabled = !muted
    this.seat.show({ muted: muted ? new Set(before).add(source) : without(before, source) })
  }
}

function without<T>(set: Set<T>, value: T): Set<T> {
  const rest = new Set(set)
  rest.delete(value)
  return rest
}
