import { describe, expect, it } from 'vitest'
import { gainOf, hearing } from './ducking'
import type { Channel } from './messages'

const german: Channel = { language: 'de', track: 'chn_1', active: 'per_i' }
const hears = { language: 'de', floor: 10 }

describe('the floor under an interpreter', () => {
  it.each([
    ['sinks to the chosen level while somebody interprets', [german], hears, 0.1],
    ['stays full while the interpreter is muted', [{ ...german, muted: true }], hears, 1],
    ['stays full while the booth is empty', [{ ...german, active: '' }], hears, 1],
    ['stays full for those who hear the floor', [german], { language: '', floor: 10 }, 1],
    ['is silent at zero', [german], { language: 'de', floor: 0 }, 0],
    ['never gets louder than it was', [german], { language: 'de', floor: 400 }, 1],
    ['stays full when the channel is gone', [], hears, 1],
  ])('%s', (_, channels, listening, gain) => {
    expect(gainOf('microphone', listening, channels, false)).toBe(gain)
    expect(gainOf('screenAudio', listening, channels, false)).toBe(gain)
    expect(gainOf('interpretation', listening, channels, false)).toBe(1)
  })

  it('is full in the ears of an interpreter', () => {
    expect(gainOf('microphone', hears, [german], true)).toBe(1)
  })

  it.each([
    [[german], hears, 'interpreted'],
    [[{ ...german, muted: true }], hears, 'muted'],
    [[{ ...german, active: '' }], hears, 'nobody'],
    [[], hears, 'nobody'],
    [[german], { language: '', floor: 10 }, 'floor'],
  ])('is put into words (%#)', (channels, listening, words) => {
    expect(hearing(listening, channels)).toBe(words)
  })
})
