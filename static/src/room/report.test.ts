import { expect, it } from 'vitest'
import { reportOf } from './report'

const pair = { type: 'candidate-pair', nominated: true, localCandidateId: 'l', availableOutgoingBitrate: 812_400 }

it('tells the layers of a camera as one line and names tracks by their section', () => {
  const report = reportOf({
    publish: [
      { type: 'codec', id: 'c', mimeType: 'video/VP8' },
      { type: 'outbound-rtp', id: 'a', mid: '1', bytesSent: 100, packetsSent: 2, frameWidth: 320, frameHeight: 180, codecId: 'c' },
      { type: 'outbound-rtp', id: 'b', mid: '1', bytesSent: 900, packetsSent: 8, frameWidth: 1280, frameHeight: 720, codecId: 'c', qualityLimitationReason: 'cpu' },
      { type: 'remote-inbound-rtp', localId: 'b', packetsLost: 3, jitter: 0.012, roundTripTime: 0.08 },
      { type: 'outbound-rtp', id: 'x', mid: '7', bytesSent: 1 },
      pair,
    ],
    subscribe: [{ type: 'inbound-rtp', mid: '0', bytesReceived: 50, packetsReceived: 5, packetsLost: 1, jitter: 0.004, concealedSamples: 4800 }, { type: 'local-candidate', id: 'l', protocol: 'tcp', candidateType: 'host' }],
    sent: new Map([['1', 'trk_1']]),
    got: new Map([['0', 'trk_9']]),
    step: 'video',
  })
  expect(report.publish).toEqual([
    { track: 'trk_1', bytes: 1000, packets: 10, lost: 3, jitterMs: 12, rttMs: 80, width: 1280, height: 720, codec: 'vp8', limitation: 'cpu' },
  ])
  expect(report.subscribe[0]).toMatchObject({ track: 'trk_9', lost: 1, jitterMs: 4, concealedMs: 100 })
  expect([report.transport, report.availableKbps, report.step]).toEqual(['tcp', 812, 'video'])
})

it('stays below what a message may weigh, however many there are', () => {
  const many = Array.from({ length: 100 }, (_, index) => ({
    type: 'inbound-rtp', mid: String(index), bytesReceived: 123_456_789, packetsReceived: 1_234_567, packetsLost: 12_345, jitter: 0.123, freezeCount: 12, totalFreezesDuration: 12.345, framesDecoded: 123_456, frameWidth: 1280, frameHeight: 720, concealedSamples: 480_000,
  }))
  const got = new Map(many.map(({ mid }) => [mid, `trk_${mid}_0123456789`]))
  expect(JSON.stringify(reportOf({ publish: [], subscribe: many, sent: new Map(), got, step: 'video' })).length).toBeLessThan(8 * 1024)
})
