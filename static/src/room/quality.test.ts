import { expect, it } from 'vitest'
import { qualityOf, reading } from './quality'

const inbound = (packetsReceived: number, packetsLost: number) => ({ type: 'inbound-rtp', packetsReceived, packetsLost })
const pair = (currentRoundTripTime: number) => ({ type: 'candidate-pair', nominated: true, currentRoundTripTime })

it('sums what came in and takes the round trip of the pair in use', () => {
  expect(reading([inbound(10, 1), inbound(5, 0), pair(0.05), { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 }])).toEqual({ packets: 15, lost: 1, rtt: 0.05 })
})

it.each([
  ['a quiet line is good', [100, 0, 0.05], [100, 0, 0.05], 'good'],
  ['old loss is forgotten', [100, 50, 0.05], [300, 50, 0.05], 'good'],
  ['loss since the last reading counts', [100, 0, 0.05], [195, 5, 0.05], 'weak'],
  ['a tenth lost is poor', [100, 0, 0.05], [190, 10, 0.05], 'poor'],
  ['a long way round is weak', [100, 0, 0.05], [200, 0, 0.3], 'weak'],
  ['a second is poor', [100, 0, 0.05], [200, 0, 1], 'poor'],
])('%s', (_, before, now, level) => {
  const read = ([packets = 0, lost = 0, rtt = 0]: number[]) => ({ packets, lost, rtt })
  expect(qualityOf(read(before), read(now)).level).toBe(level)
})
