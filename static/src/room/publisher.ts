import type { Source } from './messages'
import { Refused, type Signalling } from './signalling'

const hints: Record<Source, { hint?: string; content: string }> = {
  microphone: { content: 'speech' },
  camera: { hint: 'motion', content: 'motion' },
  screen: { hint: 'detail', content: 'detail' },
  screenAudio: { content: 'music' },
}

/** Bits per second at most; the room's congestion control goes below by itself. */
const most: Partial<Record<Source, number>> = { camera: 1_500_000, screen: 2_500_000 }

/**
 * What this person sends: one peer connection that only the client offers on. Offers go one after the other, each with
 * a rising number, and name every section that sends.
 */
export class Publisher {
  private pc: RTCPeerConnection | undefined
  private id = 0
  private readonly sections = new Map<Source, RTCRtpTransceiver>()
  private readonly muted = new Set<Source>()
  private turn: Promise<void> = Promise.resolve()

  constructor(
    private readonly signalling: Signalling,
    private readonly config: () => RTCConfiguration,
    private readonly changed: () => void,
  ) {}

  get state(): RTCPeerConnectionState | undefined {
    return this.pc?.connectionState
  }

  stats(): Promise<RTCStatsReport> | undefined {
    return this.pc?.getStats()
  }

  /** Starts to send a track, or swaps it for another of the same source without a new offer. */
  async publish(source: Source, track: MediaStreamTrack): Promise<void> {
    track.contentHint = hints[source].content
    const section = this.sections.get(source)
    if (section) {
      await section.sender.replaceTrack(track)
      return
    }
    const pc = this.connection()
    const added = pc.addTransceiver(track, {
      direction: 'sendonly',
      streams: [new MediaStream([track])],
      sendEncodings: most[source] ? [{ maxBitrate: most[source] }] : undefined,
    })
    this.sections.set(source, added)
    try {
      await this.negotiate()
    } catch (failure) {
      // The room refused this source (or is gone): nothing of it is sent, and the next offer leaves it out.
      this.sections.delete(source)
      added.direction = 'inactive'
      throw failure
    }
  }

  async unpublish(source: Source): Promise<void> {
    const section = this.sections.get(source)
    if (!section) return
    this.sections.delete(source)
    this.muted.delete(source)
    await section.sender.replaceTrack(null)
    section.direction = 'inactive'
    await this.negotiate()
  }

  has(source: Source): boolean {
    return this.sections.has(source)
  }

  /** Muting stops the packets at the server at once; the section stays. */
  setMuted(source: Source, muted: boolean) {
    if (muted) this.muted.add(source)
    else this.muted.delete(source)
    this.signalling.send({ type: muted ? 'mute' : 'unmute', sources: [source] })
  }

  /** After the socket came back: media that did not survive is asked for again. */
  async heal(): Promise<void> {
    if (this.pc && this.sections.size > 0 && this.pc.connectionState !== 'connected') await this.negotiate(true)
  }

  takeCandidate(candidate: RTCIceCandidateInit) {
    void this.pc?.addIceCandidate(candidate).catch((failure: unknown) => console.info('candidate not taken', failure))
  }

  /** Begins a new connection with what was sent before; the old one is of no use any more. */
  async restart(): Promise<void> {
    const tracks = [...this.sections].map(([source, { sender }]) => [source, sender.track] as const)
    this.close()
    for (const [source, track] of tracks) {
      if (track) await this.publish(source, track)
    }
  }

  close() {
    this.pc?.close()
    this.pc = undefined
    this.sections.clear()
  }

  private connection(): RTCPeerConnection {
    if (this.pc) return this.pc
    const pc = new RTCPeerConnection(this.config())
    pc.onicecandidate = ({ candidate }) => {
      if (!candidate) return
      this.signalling.send({
        type: 'candidate',
        pc: 'publish',
        candidate: candidate.candidate,
        sdpMid: candidate.sdpMid ?? undefined,
        sdpMLineIndex: candidate.sdpMLineIndex ?? undefined,
        usernameFragment: candidate.usernameFragment ?? undefined,
      })
    }
    pc.onconnectionstatechange = () => {
      this.changed()
      if (pc.connectionState === 'failed' && pc === this.pc) {
        this.negotiate(true).catch((failure: unknown) => console.info('publish did not come back', failure))
      }
    }
    this.pc = pc
    return pc
  }

  private negotiate(iceRestart = false): Promise<void> {
    const next = this.turn.then(() => this.offer(iceRestart))
    this.turn = next.catch(() => undefined)
    return next
  }

  private async offer(iceRestart: boolean) {
    const pc = this.pc
    if (!pc) return
    const offer = await pc.createOffer({ iceRestart })
    await pc.setLocalDescription(offer)
    const tracks = [...this.sections].flatMap(([source, { mid }]) => (mid === null ? [] : [{ mid, source, hint: hints[source].hint, muted: this.muted.has(source) || undefined }]))
    try {
      const answer = await this.signalling.request({ type: 'offer', pc: 'publish', id: ++this.id, sdp: pc.localDescription?.sdp ?? '', tracks })
      if (answer.type === 'answer' && pc === this.pc) await pc.setRemoteDescription({ type: 'answer', sdp: answer.sdp })
    } catch (failure) {
      if (pc.signalingState === 'have-local-offer') await pc.setLocalDescription({ type: 'rollback' })
      if (failure instanceof Refused || pc !== this.pc) throw failure
      // The connection was lost while the offer was under way: heal() offers again when it is back.
      console.info('offer not answered', failure)
    }
  }
}
