import type { Envelope } from './e2ee'
import { allowed, encodingsOf, voiceRate, withSilenceUnsent } from './encodings'
import type { Step } from './ladder'
import type { Source } from './messages'
import { Refused, type Signalling } from './signalling'

const hints: Record<Source, { hint?: string; content: string }> = {
  microphone: { content: 'speech' },
  camera: { hint: 'motion', content: 'motion' },
  screen: { hint: 'detail', content: 'detail' },
  screenAudio: { content: 'music' },
  interpretation: { content: 'speech' },
}
const voices: ReadonlySet<Source> = new Set<Source>(['microphone', 'interpretation'])

/**
 * What this person sends: one peer connection that only the client offers on. Offers go one after the other, each with
 * a rising number, and name every section that sends.
 */
export class Publisher {
  private pc: RTCPeerConnection | undefined
  private id = 0
  private readonly sections = new Map<Source, RTCRtpTransceiver>()
  private readonly muted = new Set<Source>()
  /** The layers somebody looks at, by source; absent means all. */
  private readonly wanted = new Map<Source, string[]>()
  private step: Step = 'video'
  private turn: Promise<void> = Promise.resolve()
  private tuning: Promise<void> = Promise.resolve()

  constructor(
    private readonly signalling: Signalling,
    private readonly config: () => RTCConfiguration,
    private readonly changed: () => void,
    /** Seals what is sent, when the people of the room share a key. */
    private readonly envelope?: Envelope,
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
    const added = add(pc, track, source)
    this.prefer(added, source)
    this.envelope?.put('send', added.sender, track.kind)
    this.sections.set(source, added)
    try {
      await this.negotiate()
      this.tune(source)
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

  /** Which source each section carries, by its mid. */
  get sources(): Map<string, Source> {
    return new Map([...this.sections].flatMap(([source, { mid }]) => (mid === null ? [] : [[mid, source] as const])))
  }

  /** The room says which layers somebody looks at; the others cost nothing until they are wanted again. */
  want(source: Source, layers: string[]) {
    this.wanted.set(source, layers)
    this.tune(source)
  }

  /** Sends no more than this step of the ladder carries. */
  limit(step: Step) {
    if (step === this.step) return
    this.step = step
    for (const source of this.sections.keys()) this.tune(source)
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
    this.wanted.clear()
  }

  /** Redundant voice where the room takes it; one plain picture codec where frames are sealed. */
  private prefer(section: RTCRtpTransceiver, source: Source) {
    const kind = section.sender.track?.kind ?? ''
    const codecs = RTCRtpSender.getCapabilities?.(kind)?.codecs
    if (!codecs) return
    const is = (...names: string[]) => codecs.filter(({ mimeType }) => names.includes(mimeType.toLowerCase()))
    if (this.envelope) section.setCodecPreferences(is('video/vp8', 'audio/opus'))
    else if (voices.has(source)) section.setCodecPreferences([...is('audio/red'), ...codecs.filter(({ mimeType }) => mimeType.toLowerCase() !== 'audio/red')])
  }

  /** Brings a sender to what is wanted and what the ladder allows; one change after the other, for parameters expire. */
  private tune(source: Source) {
    this.tuning = this.tuning
      .then(async () => {
        const sender = this.sections.get(source)?.sender
        const parameters = sender?.getParameters()
        if (!sender || !parameters?.encodings?.length) return
        const wanted = this.wanted.get(source)
        for (const encoding of parameters.encodings) {
          encoding.active = allowed(source, this.step, encoding.rid) && (wanted === undefined || encoding.rid === undefined || wanted.includes(encoding.rid))
          if (voices.has(source)) encoding.maxBitrate = voiceRate(this.step)
        }
        await sender.setParameters(parameters)
      })
      .catch((failure: unknown) => console.info('layers not changed', failure))
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
      if (answer.type === 'answer' && pc === this.pc) await pc.setRemoteDescription({ type: 'answer', sdp: withSilenceUnsent(answer.sdp) })
    } catch (failure) {
      if (pc.signalingState === 'have-local-offer') await pc.setLocalDescription({ type: 'rollback' })
      if (failure instanceof Refused || pc !== this.pc) throw failure
      // The connection was lost while the offer was under way: heal() offers again when it is back.
      console.info('offer not answered', failure)
    }
  }
}

/** A section with all sizes of its source; a browser that cannot thin a picture out in time is asked for plain ones. */
function add(pc: RTCPeerConnection, track: MediaStreamTrack, source: Source): RTCRtpTransceiver {
  const init = (layered: boolean): RTCRtpTransceiverInit => ({
    direction: 'sendonly',
    streams: [new MediaStream([track])],
    sendEncodings: encodingsOf(source, { height: track.getSettings().height ?? 720, layered }),
  })
  try {
    return pc.addTransceiver(track, init(true))
  } catch {
    return pc.addTransceiver(track, init(false))
  }
}
