import { expect, it } from 'vitest'
import { only } from './connectioncheck'

const sdp = ['v=0', 'a=candidate:1 1 udp 2130706431 127.0.0.1 5000 typ host', 'a=candidate:2 1 TCP 1671430143 127.0.0.1 5001 typ host tcptype passive', 'a=end-of-candidates'].join('\r\n')

it.each([
  ['udp', '5000', '5001'],
  ['tcp', '5001', '5000'],
] as const)('a test of %s can connect over nothing else', (transport, kept, dropped) => {
  expect(only(sdp, transport)).toContain(kept)
  expect(only(sdp, transport)).not.toContain(dropped)
  expect(only(sdp, transport)).toContain('a=end-of-candidates')
})
