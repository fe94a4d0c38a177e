import { describe, expect, it } from 'vitest'
import { difference, fitting, largest } from './slides'

const grey = (value: number, changedPixels = 0, to = 255) => Uint8ClampedArray.from({ length: 64 * 36 * 4 }, (_, at) => (at < changedPixels * 4 ? to : value))

describe('another slide', () => {
  it.each([
    ['the first picture is one', undefined, grey(100), 1],
    ['the same picture is none', grey(100), grey(100), 0],
    ['noise of the camera is none', grey(100), grey(104), 0],
    ['a turned page is one', grey(100), grey(255), 1],
  ])('%s', (_, before, now, part) => {
    expect(difference(before, now)).toBe(part)
  })
  it('knows how much of it changed', () => {
    expect(difference(grey(0), grey(0, 23))).toBeCloseTo(0.01, 3)
  })
})

describe('a still', () => {
  const draw = (bytesPerPixel: number) => (width: number, quality: number) => Promise.resolve('x'.repeat(Math.round(width * width * 0.56 * bytesPerPixel * quality)))
  it('is as wide as fits', async () => {
    expect((await fitting(draw(0.01)))?.length).toBeLessThan(10_000)
    const tight = await fitting(draw(0.2))
    expect(tight?.length).toBeLessThanOrEqual(largest)
  })
  it('is left out when nothing fits', async () => {
    expect(await fitting(() => Promise.resolve('x'.repeat(largest + 1)))).toBeUndefined()
  })
})
