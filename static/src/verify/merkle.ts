import { entryBytes, fromHex, joined, sha256 } from './canonical'
import type { Entry } from './entry'

/** An entry's leaf in the tree of its block: RFC 6962 section 2.1, a zero byte before what is hashed. */
export const leafOf = (entry: Entry): Promise<string> => sha256(joined(Uint8Array.of(0), entryBytes(entry)))

const node = (left: string, right: string): Promise<string> => sha256(joined(Uint8Array.of(1), fromHex(left), fromHex(right)))

/** Climbs from leaf `index` of `n` along its path; undefined if the path has not the length of that place. */
export async function rootFrom(leaf: string, index: number, n: number, path: string[]): Promise<string | undefined> {
  if (n < 1 || index < 0 || index >= n) return undefined
  if (n === 1) return path.length === 0 ? leaf : undefined
  const sister = path.at(-1)
  if (sister === undefined) return undefined
  // The left part is the largest power of two smaller than the whole.
  let k = 1
  while (k * 2 < n) k *= 2
  const rest = path.slice(0, -1)
  const own = index < k ? await rootFrom(leaf, index, k, rest) : await rootFrom(leaf, index - k, n - k, rest)
  if (own === undefined) return undefined
  return index < k ? node(own, sister) : node(sister, own)
}
