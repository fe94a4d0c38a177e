import { describe, expect, it } from 'vitest'
import { choose, climb, startOfLadder, type Ladder, type Line } from './ladder'

const looks = (ladder: Ladder, line: Line, times: number) => Array.from({ length: times }).reduce<Ladder>((at) => climb(at, line), ladder)
const line = (kbps: number, rest: Partial<Line> = {}): Line => ({ kbps, short: kbps < 350, connected: true, ...rest })

describe('the ladder', () => {
  it.each([
    [1000, 'video', 'enough'],
    [150, 'low', 'bandwidth'],
    [90, 'slides', 'bandwidth'],
    [30, 'audio', 'bandwidth'],
    [5, 'text', 'bandwidth'],
  ])('at %s kbit/s goes to %s', (kbps, step, why) => {
    expect(looks(startOfLadder, line(kbps), 2)).toMatchObject({ step, why })
  })

  it('does not fall for a single bad look', () => {
    expect(climb(startOfLadder, line(30)).step).toBe('video')
    expect(climb(climb(startOfLadder, line(30)), line(1000))).toMatchObject({ step: 'video', bad: 0 })
  })

  it('gives loss and delay as reasons', () => {
    expect(looks(startOfLadder, line(1000, { lossPercent: 15 }), 2)).toMatchObject({ step: 'low', why: 'loss' })
    expect(looks(startOfLadder, { connected: true, milliseconds: 4000 }, 2)).toMatchObject({ step: 'audio', why: 'delay' })
  })

  it('climbs one step after five good looks', () => {
    const low = looks(startOfLadder, line(30), 2)
    const good: Line = { connected: true }
    expect(looks(low, good, 4).step).toBe('audio')
    expect(looks(low, good, 5).step).toBe('slides')
    expect(looks(low, good, 15)).toMatchObject({ step: 'video', why: 'enough' })
  })

  it('is back at the picture after two good looks where the room knows that it fits', () => {
    const audio = looks(startOfLadder, line(1000, { milliseconds: 4000 }), 2)
    expect(audio.step).toBe('audio')
    expect(looks(audio, line(1000), 1).step).toBe('audio')
    expect(looks(audio, line(1000), 2)).toMatchObject({ step: 'video', why: 'enough' })
    expect(looks(audio, { kbps: 190, connected: true }, 4).step).toBe('audio')
  })

  it('is not sure a second time of a line that was not what the room knew of it', () => {
    const bad: Line = line(1000, { lossPercent: 40 })
    const again = looks(looks(looks(startOfLadder, bad, 2), line(1000), 2), bad, 2)
    expect(again.step).toBe('audio')
    expect(looks(again, line(1000), 9).step).toBe('audio')
    expect(looks(again, line(1000), 10).step).toBe('slides')
  })

  it('waits twice as long for the next climb when it climbed too early', () => {
    let ladder = looks(startOfLadder, line(150), 2)
    const climbs: number[] = []
    for (let round = 0; round < 4; round++) {
      let waited = 0
      for (; ladder.step === 'low'; waited++) ladder = climb(ladder, { connected: true })
      climbs.push(waited)
      ladder = looks(ladder, line(150), 2)
    }
    expect(climbs).toEqual([5, 10, 20, 40])
  })

  it('does not take a line for thin that is asked for little', () => {
    expect(looks(startOfLadder, { kbps: 60, short: false, connected: true }, 20).step).toBe('video')
  })

  it('stays where a hand put it, and lets the line decide again when asked', () => {
    const audio = choose(startOfLadder, 'audio')
    expect(looks(audio, line(5000), 20)).toMatchObject({ step: 'audio', why: 'chosen' })
    expect(looks(choose(startOfLadder, 'video'), line(5), 20).step).toBe('video')
    expect(looks(choose(audio, undefined), line(5000), 15).step).toBe('video')
  })

  it('keeps the step while the network is gone', () => {
    expect(looks(startOfLadder, { connected: false }, 20).step).toBe('video')
  })

  it('does not take a hole for a thin line: what was lost in it is seen in the first look afterwards', () => {
    const hole = looks(startOfLadder, { connected: false }, 3)
    expect(looks(hole, line(30, { lossPercent: 70 }), 1)).toMatchObject({ step: 'video' })
    expect(looks(hole, line(30, { lossPercent: 70 }), 2)).toMatchObject({ step: 'video' })
    expect(looks(hole, line(30, { lossPercent: 70 }), 3).step).not.toBe('video')
  })
})
