import { headerBytes, sha256 } from './canonical'
import type { Header, Statement } from './entry'
import { Wrong } from './finding'
import { leafOf, rootFrom } from './merkle'

/** A block holds at most so many entries. */
const most = 512n

/** A header hashes to what it says. */
export async function checkHeader(h: Header) {
  const proper = h.v === 1n && h.n >= 1n && h.n <= most
  if (!proper || (await sha256(headerBytes(h))) !== h.hash) throw new Wrong('header', { block: String(h.seq) })
}

/** Every header names the one before it, and time never runs back. */
export function checkChain(headers: Header[]) {
  headers.forEach((h, i) => {
    const before = headers[i - 1]
    if (before && (h.seq !== before.seq + 1n || h.prev !== before.hash || h.t < before.t)) {
      throw new Wrong('chain', { block: String(h.seq), before: String(before.seq) })
    }
  })
}

/** The header of the block an entry of the statement stands in. */
export function headerOf({ headers }: Statement, seq: bigint): Header {
  const header = headers[Number(seq - (headers[0]?.seq ?? 0n))]
  if (header?.seq !== seq) throw new Wrong('noHeader', { block: String(seq) })
  return header
}

export async function checkLeaves({ entries }: Statement) {
  for (const { entry, leaf, seq, index } of entries) {
    if ((await leafOf(entry)) !== leaf) throw new Wrong('leaf', { entry: entry.ty, block: String(seq), place: Number(index) + 1 })
  }
}

export async function checkPaths(statement: Statement) {
  for (const { entry, leaf, seq, index, path } of statement.entries) {
    const header = headerOf(statement, seq)
    if ((await rootFrom(leaf, Number(index), Number(header.n), path)) !== header.root) {
      throw new Wrong('path', { entry: entry.ty, block: String(seq), place: Number(index) + 1 })
    }
  }
}

/** The entries are this order's, in the order of the log, each once, and the headers begin and end with them. */
export function checkPlaces(statement: Statement) {
  const { headers, entries, order, signed } = statement
  const keys = new Set<string>()
  entries.forEach(({ entry, seq, index }, i) => {
    const before = entries[i - 1]
    const where = { entry: entry.ty, block: String(seq) }
    headerOf(statement, seq)
    if (before && (seq < before.seq || (seq === before.seq && index <= before.index))) throw new Wrong('disorder', where)
    if (entry.ord !== order) throw new Wrong('foreign', where)
    if (keys.has(entry.k)) throw new Wrong('twice', where)
    keys.add(entry.k)
  })
  const own = entries.at(-1)?.seq === headers.at(-1)?.seq
  // A signed head may be of a later block; then the headers lead up to it.
  if (headers[0]?.seq !== entries[0]?.seq || (!own && !signed)) throw new Wrong('edges')
}
