import { expect, it } from 'vitest'
import { sameView, viewList } from './viewlist'

const tile = (track: string, width: number, visible = true) => ({ track, width, height: (width * 9) / 16, visible, priority: 0 })

it('names every picture, those without a tile as unseen', () => {
  expect(viewList([tile('trk_2', 320)], ['trk_1', 'trk_2'], 1)).toEqual([
    { track: 'trk_2', width: 320, height: 192, visible: true, priority: 0 },
    { track: 'trk_1', width: 0, height: 0, visible: false, priority: 0 },
  ])
})

it('counts device pixels, but no more than an eye can see', () => {
  expect(viewList([tile('trk_1', 320)], ['trk_1'], 3)[0]?.width).toBe(640)
  expect(viewList([tile('trk_1', 3_000)], ['trk_1'], 2)[0]?.width).toBe(2_560)
  expect(viewList([tile('trk_1', 900)], ['trk_1'], 1, 320)[0]?.width).toBe(320)
})

it('takes the larger of two tiles of the same picture, and forgets pictures that are gone', () => {
  expect(viewList([tile('trk_1', 320), tile('trk_1', 640), tile('trk_9', 640)], ['trk_1'], 1).map(({ width }) => width)).toEqual([640])
  expect(viewList([tile('trk_1', 640, false), tile('trk_1', 320)], ['trk_1'], 1)[0]).toMatchObject({ width: 320, visible: true })
})

it('does not repeat itself for a pixel or two', () => {
  const list = (width: number) => viewList([tile('trk_1', width)], ['trk_1'], 1)
  expect(sameView(list(320), list(319))).toBe(true)
  expect(sameView(list(320), list(360))).toBe(false)
})

it('names at most 64, and those that are seen before all others', () => {
  const pictures = Array.from({ length: 100 }, (_, index) => `trk_${index}`)
  const list = viewList([tile('trk_99', 320)], pictures, 1)
  expect([list.length, list[0]?.track]).toEqual([64, 'trk_99'])
})
