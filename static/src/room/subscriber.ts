import type { Envelope } from './e2ee'
import type { SectionTrack, ServerMessage } from './messages'
import type { Signalling } from './signalling'

type Offer = Extract<ServerMessage, { type: 'offer' }>

/** What this person receives: one peer connection that only the server offers on, and whose section is whose. */
export class Subscriber {
  private pc: RTCPeerConnection | undefined
  private newest = 0
  private answered: { id: number; sdp: string } | undefined
  private turn: Promise<void> = Promise.resolve()

  constructor(
    private readonly signalling: Signalling,
    private readonly config: () => RTCConfiguration,
    private readonly changed: () => void,
    /** The whole picture after each offer: room track id to the media of its section, and what each section is. */
    private readonly received: (media: Map<string, MediaStreamTrack>, sections: SectionTrack[]) => void,
    private readonly envelope?: Envelope,
  ) {}

  /** Which track each section carries, by its mid. */
  tracks = new Map<string, string>()

  get state(): RTCPeerConnectionState | undefined {
    return this.pc?.connectionState
  }

  stats(): Promise<RTCStatsReport> | undefined {
    return this.pc?.getStats()
  }

  take(offer: Offer) {
    if (offer.id < this.newest) return
    this.newest = offer.id
    this.turn = this.turn.then(() => this.answer(offer)).catch((failure: unknown) => console.warn('offer not applied', failure))
  }

  takeCandidate(candidate: RTCIceCandidateInit) {
    void this.pc?.addIceCandidate(candidate).catch((failure: unknown) => console.info('candidate not taken', failure))
  }

  heal() {
    if (this.pc && this.pc.connectionState !== 'connected') this.signalling.send({ type: 'restart', pc: 'subscribe' })
  }

  restart() {
    this.close()
    this.signalling.send({ type: 'restart', pc: 'subscribe' })
  }

  close() {
    this.pc?.close()
    this.pc = undefined
    this.newest = 0
    this.answered = undefined
    this.tracks = new Map()
    this.received(new Map(), [])
  }

  private async answer(offer: Offer) {
    if (offer.id < this.newest) return
    if (this.answered?.id === offer.id) {
      this.signalling.send({ type: 'answer', pc: 'subscribe', ...this.answered })
      return
    }
    const pc = this.connection()
    await pc.setRemoteDescription({ type: 'offer', sdp: offer.sdp })
    for (const { receiver } of pc.getTransceivers()) this.envelope?.put('receive', receiver, receiver.track.kind)
    await pc.setLocalDescription(await pc.createAnswer())
    this.answered = { id: offer.id, sdp: pc.localDescription?.sdp ?? '' }
    this.signalling.send({ type: 'answer', pc: 'subscribe', ...this.answered })
    this.tracks = new Map(offer.tracks.map(({ mid, track }) => [mid, track]))
    this.received(mediaOf(pc, offer.tracks), offer.tracks)
  }

  private connection(): RTCPeerConnection {
    if (this.pc) return this.pc
    const pc = new RTCPeerConnection(this.config())
    pc.onicecandidate = ({ candidate }) => {
      if (!candidate) return
      this.signalling.send({
        type: 'candidate',
        pc: 'subscribe',
        candidate: candidate.candidate,
        sdpMid: candidate.sdpMid ?? undefined,
        sdpMLineIndex: candidate.sdpMLineIndex ?? undefined,
        usernameFragment: candidate.usernameFragment ?? undefined,
      })
    }
    pc.onconnectionstatechange = () => {
      this.changed()
      if (pc.connectionState === 'failed' && pc === this.pc) this.heal()
    }
    this.pc = pc
    return pc
  }
}

/** Sections are used again for later tracks, so the newest mapping decides, not the events of the past. */
function mediaOf(pc: RTCPeerConnection, tracks: SectionTrack[]): Map<string, MediaStreamTrack> {
  const byMid = new Map(pc.getTransceivers().map((transceiver) => [transceiver.mid, transceiver.receiver.track]))
  return new Map(tracks.flatMap(({ mid, track }) => {
    const media = byMid.get(mid)
    return media ? [[track, media] as const] : []
  }))
}
