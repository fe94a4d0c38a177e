import { rises, sinks } from './ducking'

type Voice = { track: MediaStreamTrack; element: HTMLAudioElement; source: MediaStreamAudioSourceNode; gain: GainNode; analyser: AnalyserNode; level: number }

/**
 * Everything that is heard in a room, mixed on this device: each voice has its own level, so that the floor can sink
 * under an interpreter without a gap.
 */
export class Sound {
  private context: AudioContext | undefined
  private readonly voices = new Map<string, Voice>()
  private sink = ''
  private readonly wake = () => void this.context?.resume()

  constructor(private readonly changed: () => void) {}

  /** The browser waits for a touch of the page before it lets anything be heard. */
  get blocked(): boolean {
    return this.voices.size > 0 && this.context?.state === 'suspended'
  }

  /** Plays exactly these tracks, each at its level from 0 to 1. */
  play(wanted: Map<string, { track: MediaStreamTrack; level: number }>) {
    for (const [id, voice] of this.voices) {
      if (wanted.get(id)?.track !== voice.track) this.silence(id)
    }
    for (const [id, { track, level }] of wanted) {
      const voice = this.voices.get(id) ?? this.voice(id, track, level)
      if (voice.level === level) continue
      const now = voice.gain.context.currentTime
      voice.gain.gain.cancelScheduledValues(now)
      // A third of the way per step: after the whole time 95 % of the change are done, without a corner in the curve.
      voice.gain.gain.setTargetAtTime(level, now, (level < voice.level ? sinks : rises) / 3)
      voice.level = level
    }
  }

  /** How loud a voice comes in, 0 to 1, before it is turned down. */
  loudness(id: string): number {
    const voice = this.voices.get(id)
    return voice ? loudnessOf(voice.analyser) : 0
  }

  resume() {
    this.wake()
  }

  /** Lets everything be heard elsewhere: a headset instead of the loudspeaker. */
  async through(device: string) {
    this.sink = device
    const context = this.context as (AudioContext & { setSinkId?: (id: string) => Promise<void> }) | undefined
    await context?.setSinkId?.(device)
  }

  get output(): string {
    return this.sink
  }

  close() {
    for (const id of [...this.voices.keys()]) this.silence(id)
    removeEventListener('pointerdown', this.wake)
    removeEventListener('keydown', this.wake)
    void this.context?.close()
    this.context = undefined
  }

  private voice(id: string, track: MediaStreamTrack, level: number): Voice {
    const context = this.mixer()
    const stream = new MediaStream([track])
    // Chromium decodes a received track only while some element plays it; this one is mute.
    const element = new Audio()
    element.muted = true
    element.srcObject = stream
    void element.play().catch(() => undefined)
    const source = context.createMediaStreamSource(stream)
    const gain = context.createGain()
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    gain.gain.value = level
    source.connect(analyser)
    source.connect(gain).connect(context.destination)
    const voice = { track, element, source, gain, analyser, level }
    this.voices.set(id, voice)
    return voice
  }

  private silence(id: string) {
    const voice = this.voices.get(id)
    if (!voice) return
    voice.source.disconnect()
    voice.gain.disconnect()
    voice.element.srcObject = null
    this.voices.delete(id)
  }

  private mixer(): AudioContext {
    if (this.context) return this.context
    const context = new AudioContext({ latencyHint: 'interactive' })
    context.onstatechange = () => this.changed()
    this.context = context
    addEventListener('pointerdown', this.wake)
    addEventListener('keydown', this.wake)
    if (this.sink) void this.through(this.sink).catch(() => undefined)
    return context
  }
}

/** The root mean square of what an analyser hears now, stretched so that a calm voice fills half a meter. */
export function loudnessOf(analyser: AnalyserNode): number {
  const samples = new Float32Array(analyser.fftSize)
  analyser.getFloatTimeDomainData(samples)
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  return Math.min(1, Math.sqrt(power) * 6)
}
