import { expect, type Page } from '@playwright/test'

type Heard = typeof globalThis & { fairgroundHeard?: Map<BaseAudioContext, AnalyserNode> }

/** Runs in the page before its scripts: the microphone is a tone of this many hertz, slowly swelling as a voice does. */
export function toneForMicrophone(hertz: number) {
  const devices = navigator.mediaDevices
  const real = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async (wish) => {
    if (!wish?.audio) return real(wish)
    const context = new AudioContext()
    const tone = new OscillatorNode(context, { frequency: hertz })
    const swell = new OscillatorNode(context, { frequency: 3 })
    const depth = new GainNode(context, { gain: 0.1 })
    const level = new GainNode(context, { gain: 0.3 })
    const out = new MediaStreamAudioDestinationNode(context)
    swell.connect(depth).connect(level.gain)
    tone.connect(level).connect(out)
    tone.start()
    swell.start()
    await context.resume()
    const pictures = wish.video ? (await real({ video: wish.video })).getTracks() : []
    return new MediaStream([...out.stream.getTracks(), ...pictures])
  }
}

/** Runs in the page before its scripts: whatever goes to the loudspeaker is measured on its way. */
export function tapLoudspeaker() {
  const taps = new Map<BaseAudioContext, AnalyserNode>()
  ;(globalThis as Heard).fairgroundHeard = taps
  const real = AudioNode.prototype.connect as (this: AudioNode, target: AudioNode | AudioParam, ...rest: number[]) => AudioNode
  AudioNode.prototype.connect = function (this: AudioNode, target: AudioNode | AudioParam, ...rest: number[]) {
    if (target instanceof AudioDestinationNode) {
      const tap = taps.get(this.context) ?? new AnalyserNode(this.context, { fftSize: 8192, smoothingTimeConstant: 0.5 })
      taps.set(this.context, tap)
      real.call(this, tap)
    }
    return real.call(this, target, ...rest)
  } as typeof AudioNode.prototype.connect
}

/** How loud a tone comes out of the loudspeaker now, in decibels below full scale; -120 is silence. */
export function loudness(page: Page, hertz: number): Promise<number> {
  return page.evaluate((wanted) => {
    const levels = [...((globalThis as Heard).fairgroundHeard ?? [])].map(([context, tap]) => {
      const bins = new Float32Array(tap.frequencyBinCount)
      tap.getFloatFrequencyData(bins)
      const at = Math.round((wanted * tap.fftSize) / context.sampleRate)
      return Math.max(...bins.slice(at - 3, at + 4))
    })
    return Math.max(-120, ...levels)
  }, hertz)
}

/** Waits until a tone comes out as loud as said, for a second at least. */
export async function hears(page: Page, hertz: number, { above = -120, below = 1, what }: { above?: number; below?: number; what: string }) {
  let since = 0
  await expect
    .poll(
      async () => {
        const level = await loudness(page, hertz)
        const fits = level > above && level < below
        if (!fits) since = 0
        else if (since === 0) since = Date.now()
        return fits && Date.now() - since >= 1_000 ? 'as it should' : `${Math.round(level)} dB`
      },
      { message: what, timeout: 30_000, intervals: [200] },
    )
    .toBe('as it should')
}
