/** The room takes a still of at most this many characters, and one in two seconds. */
export const largest = 48 * 1024
const every = 2_500
const widths = [1280, 960, 640, 480]
const qualities = [0.8, 0.6, 0.4]

/** How much of a picture must differ before it is another slide: a pointer or a clock is not one. */
const changed = 0.004
const small = { width: 64, height: 36 }

/** The part of the pixels that differ visibly between two small grey pictures. */
export function difference(before: Uint8ClampedArray | undefined, now: Uint8ClampedArray): number {
  if (!before || before.length !== now.length) return 1
  let different = 0
  for (let at = 0; at < now.length; at += 4) {
    const moved = Math.abs((now[at] ?? 0) - (before[at] ?? 0)) + Math.abs((now[at + 1] ?? 0) - (before[at + 1] ?? 0)) + Math.abs((now[at + 2] ?? 0) - (before[at + 2] ?? 0))
    if (moved > 24) different++
  }
  return different / (now.length / 4)
}

/** The best still of a picture that fits: readable first, then sharp. */
export async function fitting(draw: (width: number, quality: number) => Promise<string | undefined>): Promise<string | undefined> {
  for (const width of widths) {
    for (const quality of qualities) {
      const image = await draw(width, quality)
      if (image && image.length <= largest) return image
    }
  }
  return undefined
}

/** Stills of one's own shared screen, sent when another slide is shown, for those whose line carries no moving picture. */
export class Slides {
  private timer: ReturnType<typeof setInterval> | undefined
  private video: HTMLVideoElement | undefined
  private before: Uint8ClampedArray | undefined
  private busy = false

  constructor(private readonly send: (image: string) => boolean) {}

  watch(track: MediaStreamTrack) {
    this.stop()
    const video = document.createElement('video')
    video.muted = true
    video.srcObject = new MediaStream([track])
    void video.play().catch(() => undefined)
    this.video = video
    this.timer = setInterval(() => void this.look(), every)
  }

  stop() {
    clearInterval(this.timer)
    if (this.video) this.video.srcObject = null
    this.video = undefined
    this.before = undefined
  }

  private async look() {
    const video = this.video
    if (!video?.videoWidth || this.busy) return
    this.busy = true
    try {
      const now = await pixels(video)
      if (!now || difference(this.before, now) < changed) return
      const image = await fitting((width, quality) => still(video, width, quality))
      if (image && this.video === video && this.send(image)) this.before = now
    } finally {
      this.busy = false
    }
  }
}

function drawn(video: HTMLVideoElement, width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context?.drawImage(video, 0, 0, width, height)
  return { canvas, context }
}

async function pixels(video: HTMLVideoElement): Promise<Uint8ClampedArray | undefined> {
  return drawn(video, small.width, small.height).context?.getImageData(0, 0, small.width, small.height).data
}

async function still(video: HTMLVideoElement, width: number, quality: number): Promise<string | undefined> {
  const fits = Math.min(width, video.videoWidth)
  const { canvas } = drawn(video, fits, Math.max(1, Math.round((fits * video.videoHeight) / video.videoWidth)))
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality })
  // A browser that cannot write WebP gives PNG, which the room takes as well.
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : undefined)
    reader.onerror = () => resolve(undefined)
    reader.readAsDataURL(blob)
  })
}
