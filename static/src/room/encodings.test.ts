import { describe, expect, it } from 'vitest'
import { allowed, encodingsOf, voiceRate, withSilenceUnsent } from './encodings'

describe('what is encoded', () => {
  it.each([
    ['a camera of 720 lines has three sizes', 'camera', 720, ['q', 'h', 'f']],
    ['a small camera has two', 'camera', 360, ['q', 'f']],
    ['a screen has two', 'screen', 1080, ['q', 'f']],
  ] as const)('%s, the smallest first', (_, source, height, names) => {
    const encodings = encodingsOf(source, { height, layered: false }) ?? []
    expect(encodings.map(({ rid }) => rid)).toEqual(names)
    const rates = encodings.map(({ maxBitrate = 0 }) => maxBitrate)
    expect(rates).toEqual([...rates].sort((a, b) => a - b))
    expect(encodings.every((encoding) => !('scalabilityMode' in encoding))).toBe(true)
  })

  it('a voice has one size', () => {
    expect(encodingsOf('microphone', { height: 0, layered: true })).toBeUndefined()
  })

  it.each([
    ['video', 'f', true],
    ['low', 'f', false],
    ['low', 'q', true],
    ['slides', 'q', false],
    ['audio', 'q', false],
  ] as const)('on the step %s a camera may send %s: %s', (step, rid, may) => {
    expect(allowed('camera', step, rid)).toBe(may)
  })

  it('a voice is sent on every step, thinner on the lower ones', () => {
    expect(allowed('microphone', 'audio', undefined)).toBe(true)
    expect(voiceRate('audio')).toBeLessThan(24_001)
    expect(voiceRate('video')).toBeGreaterThan(voiceRate('audio'))
  })
})

describe('silence', () => {
  it.each([
    ['is not sent when the answer has a format line', 'a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n', 'a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1'],
    ['is not sent when it has none', 'a=rtpmap:96 opus/48000/2\r\n', 'a=fmtp:96 usedtx=1'],
  ])('%s', (_, sdp, line) => {
    expect(withSilenceUnsent(sdp).split('\r\n')).toContain(line)
  })

  it('is asked for once, and only of Opus', () => {
    const twice = withSilenceUnsent(withSilenceUnsent('a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10\r\n'))
    expect(twice.match(/usedtx/g)).toHaveLength(1)
    expect(withSilenceUnsent('a=rtpmap:0 PCMU/8000\r\n')).toBe('a=rtpmap:0 PCMU/8000\r\n')
  })
})
