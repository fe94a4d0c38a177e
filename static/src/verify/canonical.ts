import type { Entry, Header, SignedHead, Terms } from './entry'

/**
 * Canonical bytes, of which everything is hashed: a version tag, then every field in fixed order, numbers as eight bytes
 * big endian, texts, bytes and lists with their length before them. No two records share them.
 */
class Canonical {
  private parts: Uint8Array[] = []

  num(value: bigint | number) {
    const bytes = new Uint8Array(8)
    new DataView(bytes.buffer).setBigInt64(0, BigInt(value))
    this.parts.push(bytes)
  }
  raw(bytes: Uint8Array) {
    this.num(bytes.length)
    this.parts.push(bytes)
  }
  hex(digits: string) {
    this.raw(fromHex(digits))
  }
  text(...values: string[]) {
    for (const value of values) this.raw(utf8.encode(value))
  }
  bit(value: boolean) {
    this.parts.push(Uint8Array.of(value ? 1 : 0))
  }
  each<T>(items: T[], write: (item: T) => void) {
    this.num(items.length)
    items.forEach(write)
  }
  bytes(): Uint8Array<ArrayBuffer> {
    return joined(...this.parts)
  }
}

const utf8 = new TextEncoder()

export function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export const fromHex = (digits: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16))

export const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

export function entryBytes(e: Entry): Uint8Array<ArrayBuffer> {
  const c = new Canonical()
  c.text('fairground.entry.1')
  c.hex(e.k)
  c.hex(e.f)
  c.text(e.ty, e.act.id, e.act.org, e.act.role, e.act.via, e.ord, e.ms, e.pay)
  c.num(e.ov)
  c.bit(e.ok)
  c.text(e.why)
  c.each(e.mv, (m) => c.text(m.k, m.id, m.from, m.to))
  c.each(e.legs, (l) => {
    c.text(l.a, l.c)
    c.num(l.v)
    c.text(l.b)
  })
  c.text(e.maker, e.checker)
  c.num(e.amt)
  c.text(e.c, e.rail, e.ref, e.note)
  writeTerms(c, e.terms)
  c.each(e.limits, (l) => {
    c.text(l.c)
    c.num(l.release)
    c.num(l.payout)
  })
  writeMore(c, e)
  return c.bytes()
}

function writeTerms(c: Canonical, t: Terms | undefined) {
  c.bit(t !== undefined)
  if (!t) return
  c.text(t.deal)
  c.hex(t.hash)
  c.bit(t.signed)
  c.text(t.buyer, t.seller, t.org, t.log, t.exh, t.c)
  c.each(t.ms, (m) => {
    c.text(m.id)
    c.num(m.amt)
    c.num(m.shipBy)
  })
  for (const value of [t.exbp, t.plbp, t.buyerbp, t.cfee, t.answerBy, t.fundBy]) c.num(value)
}

/** What later releases added: nothing at all where none of it is used, so that older entries keep their hashes. */
function writeMore(c: Canonical, e: Entry) {
  const conditions = e.terms?.cond
  if (!e.obj && e.par.length === 0 && !conditions) return
  c.text('fairground.more.1', e.obj)
  c.each(e.par, (p) => {
    c.text(p.n)
    c.num(p.v)
    c.text(p.s)
  })
  c.bit(conditions !== undefined)
  if (!conditions) return
  const { clocks, liable, resbp, juris, kind, income, ms } = conditions
  for (const value of [clocks.neg, clocks.esc, clocks.evi, clocks.app, liable, resbp]) c.num(value)
  c.text(juris, kind, income)
  c.each(ms, (m) => {
    c.num(m.insp)
    c.num(m.qty)
    c.bit(m.silence)
  })
}

export function headerBytes(h: Header): Uint8Array<ArrayBuffer> {
  const c = new Canonical()
  c.text('fairground.block.1')
  for (const value of [h.seq, h.v, h.t]) c.num(value)
  c.text(h.w)
  for (const digits of [h.nonce, h.prev, h.root]) c.hex(digits)
  c.num(h.n)
  return c.bytes()
}

/** What the holder of the key signs; the time in whole milliseconds. */
export function headBytes(h: SignedHead): Uint8Array<ArrayBuffer> {
  const c = new Canonical()
  c.text('fairground.head.1', h.date)
  c.num(h.seq)
  c.hex(h.hash)
  c.num(Date.parse(h.at))
  c.hex(h.public)
  return c.bytes()
}
