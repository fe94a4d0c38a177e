import type { Source } from './messages'

/** The rids of a simulcast, from the smallest picture to the largest. */
export const rids = ['q', 'h', 'f'] as const

/** How a source is encoded: up to three sizes of the camera, a full and a readable half of the screen. */
export function encodingsOf(source: Source, { height, layered }: { height: number; layered: boolean }): RTCRtpEncodingParameters[] | undefined {
  const scale = (scalabilityMode: string) => (layered ? { scalabilityMode } : {})
  switch (source) {
    case 'camera':
      // A small camera has no third size worth sending.
      return height >= 540
        ? [
            { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: 150_000, maxFramerate: 15, ...scale('L1T2') },
            { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: 500_000, ...scale('L1T3') },
            { rid: 'f', maxBitrate: 1_700_000, ...scale('L1T3') },
          ]
        : [
            { rid: 'q', scaleResolutionDownBy: 2, maxBitrate: 150_000, maxFramerate: 15, ...scale('L1T2') },
            { rid: 'f', maxBitrate: 600_000, ...scale('L1T3') },
          ]
    case 'screen':
      return [
        { rid: 'q', scaleResolutionDownBy: 2, maxBitrate: 300_000, maxFramerate: 5, ...scale('L1T1') },
        { rid: 'f', maxBitrate: 2_500_000, maxFramerate: 15, ...scale('L1T1') },
      ]
    default:
      return undefined
  }
}

/** The most that is sent on each step of the ladder. */
export function allowed(source: Source, step: 'video' | 'low' | 'slides' | 'audio' | 'text', rid: string | undefined): boolean {
  if (source === 'camera') return step === 'video' || (step === 'low' && (rid === 'q' || rid === undefined))
  if (source === 'screen') return step === 'video' || step === 'low'
  return true
}

/** Bits per second of a voice: full by default, 20,000 where the line carries no more. */
export function voiceRate(step: string): number {
  return step === 'audio' || step === 'slides' || step === 'text' ? 20_000 : 40_000
}

/** Turns discontinuous transmission on in an answer: the sender of the browser obeys what the other side wants. */
export function withSilenceUnsent(sdp: string): string {
  const opus = /a=rtpmap:(\d+) opus\/48000/i.exec(sdp)?.[1]
  if (!opus) return sdp
  const format = new RegExp(`^(a=fmtp:${opus} )(.*)$`, 'gm')
  if (format.test(sdp)) return sdp.replace(format, (line, head: string, rest: string) => (/usedtx=/.test(rest) ? line : `${head}${rest};usedtx=1`))
  return sdp.replace(new RegExp(`^(a=rtpmap:${opus} .*)$`, 'gm'), `$1\r\na=fmtp:${opus} usedtx=1`)
}
