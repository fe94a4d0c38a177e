import type { Sector } from '../api/shapes'

/**
 * A booth's front as a drawing: pure geometry from the sector and the booth's seed (the exhibitor's name where there is
 * none yet), the same on every screen and in every year. Nothing here knows whether the booth is open; the component chooses the colours for that.
 */
export type Paint = 'wall' | 'shade' | 'roof' | 'trim' | 'pane' | 'door' | 'sign' | 'lantern' | 'none'
export type Shape = { d: string; fill: Paint; line?: Paint; weight?: number }
export type Drawing = { glaze: number; shapes: Shape[]; plaque: { text: string; x: number; y: number; size: number } }

export const width = 160
export const height = 190
const ground = 184

type Random = { next(): number; whole(from: number, to: number): number; chance(p: number): boolean; one<T>(of: readonly T[]): T }
type House = { left: number; right: number; top: number; random: Random; board: number; add(...shapes: Shape[]): void }

/** How many wall glazes the theme has. */
export const glazes = 8

export function drawFacade(sector: Sector, name: string, seed?: number): Drawing {
  const random = seeded(`${sector}|${seed ?? name}`)
  const inset = random.whole(6, 15)
  const shapes: Shape[] = []
  const house: House = {
    left: inset,
    right: width - inset,
    top: random.whole(46, 66),
    random,
    board: 0,
    add: (...more) => shapes.push(...more),
  }
  const glaze = random.whole(0, glazes - 1)
  house.add({ d: box(house.left, house.top, house.right - house.left, ground - house.top), fill: 'wall' })
  fronts[sector](house)
  house.add({ d: box(house.left - 3, ground - 4, house.right - house.left + 6, 6), fill: 'trim' })
  return { glaze, shapes, plaque: plaqueOf(name, house) }
}

const fronts: Record<Sector, (house: House) => void> = {
  heritage: (house) => {
    const { left, right, top, random } = house
    eaves(house, random.whole(20, 28), random.chance(0.5))
    signboard(house, top + 8, 64)
    const lattice = random.one([crossLattice, iceLattice, coinLattice])
    const w = (right - left - 58) / 2
    for (const x of [left + 8, right - 8 - w]) {
      house.add({ d: box(x, top + 42, w, 56), fill: 'pane' }, lattice(x, top + 42, w, 56, random))
    }
    doubleDoor(house, 42, ground - top - 42)
    for (const x of [left + 3, right - 3]) {
      house.add({ d: box(x - 2, top, 4, ground - top), fill: 'roof' })
    }
    lanterns(house, top + 40, 27)
  },

  film_tv: (house) => {
    const { left, right, top, random } = house
    const wide = right - left
    house.add({ d: box(left - 3, top - 8, wide + 6, 9), fill: 'roof' })
    const reels = random.chance(0.5) ? [left + 26, right - 26] : [random.whole(left + 30, right - 30)]
    for (const x of reels) {
      house.add({ d: disc(x, top - 24, 17), fill: 'roof' })
      for (let i = 0; i < 5; i++) {
        const turn = (i / 5) * 2 * Math.PI + random.next()
        house.add({ d: disc(x + 9 * Math.cos(turn), top - 24 + 9 * Math.sin(turn), 3.4), fill: 'wall' })
      }
    }
    filmStrip(house, left + 4, top + 6, wide - 8)
    signboard(house, top + 34, wide - 40)
    house.add(
      { d: box(left + 12, top + 60, wide - 24, 34), fill: 'pane' },
      { d: `M${left + 12} ${top + 94} L${width / 2} ${top + 70} L${right - 12} ${top + 94}`, fill: 'none', line: 'trim', weight: 1.2 },
    )
    doubleDoor(house, 38, ground - top - 100)
    for (let x = left + 8; x <= right - 8; x += 9) house.add({ d: disc(x, top + 2.5, 1.6), fill: 'sign' })
    lanterns(house, top + 98, 40)
  },

  internet_culture: (house) => {
    const { left, right, top, random } = house
    const steps = random.whole(3, 5)
    const wide = right - left
    for (let i = 0; i < steps; i++) {
      const w = (wide * (steps - i)) / (steps + 0.5)
      const x = random.chance(0.35) ? left + (wide - w) * 0.2 : width / 2 - w / 2
      house.add({ d: box(x, top - 9 * (i + 1), w, 9.5), fill: i % 2 ? 'roof' : 'shade' })
    }
    house.add({ d: `M${width / 2} ${top - 9 * steps} v-16`, fill: 'none', line: 'trim', weight: 2 }, { d: disc(width / 2, top - 9 * steps - 17, 3), fill: 'sign' })
    signboard(house, top + 8, wide - 44)
    const size = 10
    const columns = Math.floor((wide - 16) / (size + 2))
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < columns; column++) {
        const x = left + 8 + column * (size + 2) + (wide - 16 - columns * (size + 2)) / 2
        house.add({ d: box(x, top + 38 + row * (size + 2), size, size), fill: random.chance(0.62) ? 'pane' : 'shade' })
      }
    }
    for (const x of [left + 14, right - 14]) {
      const bend = x < width / 2 ? 10 : -10
      house.add(
        { d: `M${x} ${ground - 8} v-10 l${bend} -8 v-8`, fill: 'none', line: 'trim', weight: 1.4 },
        { d: disc(x + bend, ground - 35, 2.4), fill: 'sign' },
      )
    }
    doubleDoor(house, 34, 36)
    lanterns(house, ground - 38, 24)
  },

  industrial_design: (house) => {
    const { left, right, top, random } = house
    const wide = right - left
    if (random.chance(0.5)) {
      const teeth = random.whole(2, 4)
      const w = wide / teeth
      for (let i = 0; i < teeth; i++) {
        const x = left + i * w
        house.add({ d: `M${x} ${top} V${top - 26} L${x + w} ${top} Z`, fill: 'roof' }, { d: `M${x + 3} ${top - 3} V${top - 18} L${x + w * 0.6} ${top - 3} Z`, fill: 'pane' })
      }
    } else {
      house.add({ d: `M${left} ${top} A${wide / 2} ${random.whole(24, 36)} 0 0 1 ${right} ${top} Z`, fill: 'roof' })
    }
    signboard(house, top + 8, wide - 30)
    const r = random.whole(19, 25)
    const cx = random.chance(0.5) ? left + r + 10 : right - r - 10
    const cy = top + 40 + r
    house.add(
      { d: disc(cx, cy, r), fill: 'pane' },
      { d: `M${cx - r} ${cy} h${2 * r} M${cx} ${cy - r} v${2 * r}`, fill: 'none', line: 'trim', weight: 1.4 },
      { d: disc(cx, cy, r), fill: 'none', line: 'trim', weight: 2.4 },
    )
    const other = cx < width / 2 ? cx + r + 8 : left + 8
    const room = cx < width / 2 ? right - 8 - other : cx - r - 8 - other
    for (let i = 0; i < 4; i++) {
      house.add({ d: box(other, top + 40 + i * 11, room * (1 - 0.14 * ((i + random.whole(0, 3)) % 4)), 8), fill: 'pane' })
    }
    doubleDoor(house, 40, ground - top - 96)
    lanterns(house, top + 94, 34)
  },

  digital_production: (house) => {
    const { left, right, top, random } = house
    const wide = right - left
    const peak = random.whole(left + 30, right - 30)
    house.add({ d: `M${left - 4} ${top} L${peak} ${top - random.whole(26, 38)} L${right + 4} ${top} Z`, fill: 'roof' })
    house.add({ d: `M${peak} ${top - 26} L${peak} ${top} L${right + 4} ${top} Z`, fill: 'shade' })
    signboard(house, top + 7, wide - 36)
    house.add({ d: box(left + 8, top + 34, wide - 16, 58), fill: 'pane' })
    const waves = random.whole(4, 6)
    for (let i = 0; i < waves; i++) {
      const y = top + 42 + (i * 46) / waves
      const swing = random.whole(3, 8)
      let d = `M${left + 10} ${y}`
      for (let x = left + 10; x < right - 22; x += 14) d += ` q3.5 ${-swing} 7 0 t7 0`
      house.add({ d, fill: 'none', line: 'trim', weight: 1.5 })
    }
    for (let x = left + 12; x < right - 12; x += 10) {
      const tall = random.whole(4, 16)
      house.add({ d: box(x, top + 92 - tall, 5, tall), fill: 'sign' })
    }
    doubleDoor(house, 40, ground - top - 100)
    lanterns(house, top + 98, 36)
  },

  cultural_tourism: (house) => {
    const { left, right, top, random } = house
    const hill = random.whole(20, 34)
    house.add({ d: `M${left - 4} ${top} Q${left + 24} ${top - hill - 14} ${width / 2 - 8} ${top - 8} Q${right - 34} ${top - hill - 22} ${right + 4} ${top} Z`, fill: 'shade' })
    eaves(house, random.whole(13, 18), false)
    signboard(house, top + 7, 66)
    const r = random.whole(30, 35)
    const cy = ground - r - 3
    house.add(
      { d: disc(width / 2, cy, r + 5), fill: 'trim' },
      { d: disc(width / 2, cy, r), fill: 'door' },
      { d: `M${width / 2 - r + 3} ${cy + r * 0.42} q${r / 2} ${-r * 0.9} ${r * 0.8} 0 q${r * 0.3} ${-r * 0.6} ${r * 0.95} 0`, fill: 'none', line: 'trim', weight: 1.6 },
    )
    for (const x of [left + 5, right - 23]) {
      house.add({ d: fan(x, top + 36, 18, 20), fill: 'pane' }, { d: fan(x, top + 36, 18, 20), fill: 'none', line: 'trim', weight: 1.5 })
    }
    for (let x = left - 2; x < right - 8; x += 12) {
      house.add({ d: `M${x} ${ground - 3} a6 6 0 0 1 12 0`, fill: 'none', line: 'sign', weight: 1.4 })
    }
    lanterns(house, top + 30, 46)
  },

  exhibitions: (house) => {
    const { left, right, top, random } = house
    const wide = right - left
    const rise = random.whole(20, 30)
    house.add(
      { d: `M${left - 5} ${top} L${width / 2} ${top - rise} L${right + 5} ${top} Z`, fill: 'roof' },
      { d: disc(width / 2, top - rise * 0.38, 5), fill: 'sign' },
      { d: box(left - 5, top - 1, wide + 10, 6), fill: 'trim' },
    )
    signboard(house, top + 10, wide - 30)
    const columns = random.one([4, 6])
    const gap = wide / columns
    for (let i = 0; i < columns; i++) {
      const x = left + i * gap
      house.add({ d: box(x + gap / 2 - 3, top + 36, 6, ground - top - 36), fill: 'shade' })
    }
    for (const x of [left + 5, right - 5 - 22]) {
      house.add({ d: `M${x} ${top + 38} h22 v56 l-11 -8 l-11 8 Z`, fill: 'pane' }, weave(x, top + 40, 22, 42, random))
    }
    doubleDoor(house, 46, ground - top - 46)
    lanterns(house, top + 42, 32)
  },
}

/** A tiled roof with upturned corners; doubled for a hall of rank. */
function eaves({ left, right, top, add }: House, rise: number, doubled: boolean) {
  const tier = (y: number, l: number, r: number, up: number) => {
    const ridge = (r - l) * 0.16
    add({
      d: `M${l - 9} ${y - 5} Q${l + 3} ${y + 2} ${l + 10} ${y - 4} Q${l + ridge} ${y - up * 0.7} ${l + ridge + 6} ${y - up} H${r - ridge - 6} Q${r - ridge} ${y - up * 0.7} ${r - 10} ${y - 4} Q${r - 3} ${y + 2} ${r + 9} ${y - 5} Q${r + 2} ${y + 6} ${r - 4} ${y + 5} H${l + 4} Q${l - 2} ${y + 6} ${l - 9} ${y - 5} Z`,
      fill: 'roof',
    })
    let tiles = ''
    for (let x = l + ridge + 10; x < r - ridge - 6; x += 7) tiles += `M${x} ${y - up + 2} L${x + (x - width / 2) * 0.1} ${y + 3}`
    add({ d: tiles, fill: 'none', line: 'trim', weight: 0.9 }, { d: box(l + ridge + 2, y - up - 3, r - l - 2 * ridge - 4, 4), fill: 'trim' })
  }
  if (doubled) {
    add({ d: box(left + 22, top - rise - 12, right - left - 44, 14), fill: 'shade' })
    tier(top - rise - 11, left + 22, right - 22, rise * 0.7)
  }
  tier(top, left, right, rise)
}

function signboard(house: House, y: number, wide: number) {
  house.board = y
  house.add({ d: box(width / 2 - wide / 2 - 2, y - 2, wide + 4, 25), fill: 'trim' }, { d: box(width / 2 - wide / 2, y, wide, 21), fill: 'sign' })
}

function doubleDoor({ add }: House, wide: number, tall: number) {
  const h = Math.max(tall - 6, 30)
  const x = width / 2 - wide / 2
  add(
    { d: box(x - 3, ground - h - 3, wide + 6, h + 3), fill: 'trim' },
    { d: box(x, ground - h, wide, h), fill: 'door' },
    { d: `M${width / 2} ${ground - h} v${h}`, fill: 'none', line: 'trim', weight: 1.6 },
    { d: `${disc(width / 2 - 4, ground - h * 0.5, 1.5)} ${disc(width / 2 + 4, ground - h * 0.5, 1.5)}`, fill: 'trim' },
  )
}

function lanterns({ add }: House, y: number, apart: number) {
  for (const x of [width / 2 - apart, width / 2 + apart]) {
    add(
      { d: `M${x} ${y - 6} v4`, fill: 'none', line: 'trim', weight: 1.2 },
      { d: `M${x - 5} ${y + 4} a5 6 0 0 1 10 0 a5 6 0 0 1 -10 0`, fill: 'lantern' },
      { d: `M${x} ${y + 10} v4`, fill: 'none', line: 'lantern', weight: 1.4 },
    )
  }
}

function filmStrip({ add }: House, x: number, y: number, wide: number) {
  add({ d: box(x, y, wide, 20), fill: 'trim' })
  for (let at = x + 3; at + 6 < x + wide; at += 9) {
    add({ d: `${box(at, y + 2, 5, 3)} ${box(at, y + 15, 5, 3)}`, fill: 'wall' })
  }
  for (let at = x + 3; at + 15 < x + wide; at += 18) add({ d: box(at, y + 6.5, 15, 7), fill: 'pane' })
}

function crossLattice(x: number, y: number, w: number, h: number): Shape {
  let d = box(x, y, w, h)
  for (let i = 1; i < 4; i++) d += `M${x + (w * i) / 4} ${y} v${h} M${x} ${y + (h * i) / 4} h${w}`
  d += box(x + w / 4, y + h / 4, w / 2, h / 2)
  return { d, fill: 'none', line: 'trim', weight: 1.5 }
}

function iceLattice(x: number, y: number, w: number, h: number, random: Random): Shape {
  let d = box(x, y, w, h)
  const crack = () => w * (0.2 + 0.6 * random.next())
  const fall = () => h * (0.15 + 0.7 * random.next())
  for (let i = 0; i < 4; i++) {
    const cx = x + crack()
    const cy = y + fall()
    d += `M${x} ${y + fall()} L${cx} ${cy} L${x + w} ${y + fall()} M${x + crack()} ${y} L${cx} ${cy} L${x + crack()} ${y + h}`
  }
  return { d, fill: 'none', line: 'trim', weight: 1.3 }
}

function coinLattice(x: number, y: number, w: number, h: number): Shape {
  let d = box(x, y, w, h)
  const r = w / 4
  for (let cy = y + r; cy < y + h; cy += r) {
    for (const cx of [x + r, x + 2 * r, x + 3 * r]) {
      if (cy + r <= y + h + 0.1) d += disc(cx, cy, r)
    }
  }
  return { d, fill: 'none', line: 'trim', weight: 1.2 }
}

function weave(x: number, y: number, w: number, h: number, random: Random): Shape {
  let d = ''
  const step = random.one([4, 5, 6])
  for (let row = 0; row * step < h; row++) {
    for (let column = row % 2; column * step < w - 1; column += 2) d += box(x + column * step, y + row * step, step * 0.8, step * 0.8)
  }
  return { d, fill: 'sign' }
}

function box(x: number, y: number, w: number, h: number): string {
  return `M${round(x)} ${round(y)}h${round(w)}v${round(h)}h${round(-w)}Z`
}

function disc(x: number, y: number, r: number): string {
  return `M${round(x - r)} ${round(y)}a${round(r)} ${round(r)} 0 1 0 ${round(2 * r)} 0a${round(r)} ${round(r)} 0 1 0 ${round(-2 * r)} 0Z`
}

function fan(x: number, y: number, w: number, h: number): string {
  return `M${x} ${y + 4} Q${x + w / 2} ${y - 5} ${x + w} ${y + 4} L${x + w - 4} ${y + h} Q${x + w / 2} ${y + h - 5} ${x + 4} ${y + h} Z`
}

function round(n: number): number {
  return Math.round(n * 10) / 10
}

/** Two or three characters of the name: what stands on a Chinese plaque, or the initials of a Latin name. */
function plaqueOf(name: string, house: House): Drawing['plaque'] {
  const bare = name.trim()
  const board = { x: width / 2, y: house.board + 10.5 }
  const han = bare.match(/\p{Script=Han}/gu)
  if (han) return { text: han.slice(0, 3).join(''), size: 15, ...board }
  const initials = bare
    .split(/[\s·&,.-]+/)
    .filter(Boolean)
    .slice(0, 3)
    .map((word) => [...word][0]?.toLocaleUpperCase() ?? '')
    .join('')
  return { text: initials, size: 15, ...board }
}

/** FNV-1a into mulberry32: small, and the same everywhere. */
function seeded(text: string): Random {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  let state = hash >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (p) => next() < p,
    one: (of) => of[Math.floor(next() * of.length)] as (typeof of)[number],
  }
}
