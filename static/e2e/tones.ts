import { expect, type Page } from '@playwright/test'

type Heard = typeof globalThis & { fairgroundHeard?: Map<BaseAudioContext, AnalyserNode>; fairgroundTape?: { recorder: MediaRecorder; parts: Blob[] } }

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

/** Begins to keep what goes to the loudspeaker, without a hole however busy the page is. */
export function keepSound(page: Page): Promise<void> {
  return page.evaluate(() => {
    const here = globalThis as Heard
    const [[context, tap] = []] = [...(here.fairgroundHeard ?? [])]
    if (!context || !tap) throw new Error('nothing goes to the loudspeaker')
    const out = new MediaStreamAudioDestinationNode(context as AudioContext)
    tap.connect(out)
    const parts: Blob[] = []
    const recorder = new MediaRecorder(out.stream, { mimeType: 'audio/webm;codecs=opus', audioBitsPerSecond: 128_000 })
    recorder.ondataavailable = ({ data }) => parts.push(data)
    recorder.start()
    here.fairgroundTape = { recorder, parts }
  })
}

/** Ends it, and says for each of the tones how loud it was in every 20 ms, in decibels below full scale. */
export function keptSound(page: Page, tones: number[]): Promise<number[][]> {
  return page.evaluate(async (wanted) => {
    const { recorder, parts } = (globalThis as Heard).fairgroundTape ?? {}
    if (!recorder || !parts) throw new Error('nothing was kept')
    const stopped = new Promise((done) => recorder.addEventListener('stop', done, { once: true }))
    recorder.stop()
    await stopped
    const context = new AudioContext()
    const sound = await context.decodeAudioData(await new Blob(parts).arrayBuffer())
    await context.close()
    const samples = sound.getChannelData(0)
    const window = sound.sampleRate / 50
    // Goertzel under a Hann window, which gives half of the amplitude.
    const level = (hertz: number, from: number) => {
      const turn = 2 * Math.cos((2 * Math.PI * hertz) / sound.sampleRate)
      let [one, two] = [0, 0]
      for (let n = 0; n < window; n++) {
        const next = (samples[from + n] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / window)) + turn * one - two
        two = one
        one = next
      }
      return 20 * Math.log10(Math.max(1e-6, (4 * Math.sqrt(Math.max(0, one * one + two * two - turn * one * two))) / window))
    }
    const windows = Math.floor(samples.length / window)
    return wanted.map((hertz) => Array.from({ length: windows }, (_, n) => level(hertz, n * window)))
  }, tones)
}
