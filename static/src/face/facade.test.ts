import { describe, expect, it } from 'vitest'
import { sectors } from '../api/shapes'
import { drawFacade, glazes } from './facade'

describe('a facade', () => {
  it.each(sectors)('of %s is the same every time it is drawn', (sector) => {
    expect(drawFacade(sector, '太湖影视')).toEqual(drawFacade(sector, '太湖影视'))
  })

  it('differs from its neighbours', () => {
    for (const sector of sectors) {
      const street = new Set(Array.from({ length: 100 }, (_, i) => JSON.stringify(drawFacade(sector, `Studio ${i}`).shapes)))
      expect(street.size, sector).toBeGreaterThan(90)
    }
  })

  it('differs between sectors', () => {
    expect(new Set(sectors.map((sector) => JSON.stringify(drawFacade(sector, 'Lake Studio').shapes))).size).toBe(sectors.length)
  })

  it('has finite geometry and a glaze the theme knows', () => {
    for (const sector of sectors) {
      for (let i = 0; i < 40; i++) {
        const drawing = drawFacade(sector, `n${i}`)
        expect(JSON.stringify(drawing)).not.toMatch(/NaN|Infinity|null/)
        expect(drawing.glaze).toBeLessThan(glazes)
      }
    }
  })

  it('writes up to three characters on the plaque', () => {
    expect(drawFacade('heritage', '惠山泥人厂').plaque.text).toBe('惠山泥')
    expect(drawFacade('film_tv', 'Red Lantern Pictures Ltd').plaque.text).toBe('RLP')
    expect(drawFacade('film_tv', '').plaque.text).toBe('')
  })
})
