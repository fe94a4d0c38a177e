import { fromHex, headBytes, sha256 } from './canonical'
import type { Header, SignedHead } from './entry'
import { Wrong, type Finding } from './finding'

/** Whether this browser can check Ed25519 signatures; some older ones cannot. */
async function imported(key: string): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('raw', fromHex(key), { name: 'Ed25519' }, false, ['verify'])
  } catch {
    return undefined
  }
}

/** The time of a head as the ledger writes it: UTC, no digits after the last that is not zero. */
const written = (at: string) => new Date(at).toISOString().replace(/\.?0*Z$/, 'Z')

/** Checks the signature of a head by the key it names; `open` if the browser cannot. */
export async function checkHead(h: SignedHead): Promise<Pick<Finding, 'verdict' | 'why'>> {
  const says = { block: String(h.seq), key: h.keyId }
  const wrong = { verdict: 'wrong', why: { code: 'signature', says } } as const
  const named = (await sha256(fromHex(h.public))).slice(0, 16)
  if (h.keyId !== named || Number.isNaN(Date.parse(h.at)) || written(h.at) !== h.at) return wrong
  const key = await imported(h.public)
  if (!key) return { verdict: 'open', why: { code: 'noEd25519', says } }
  const holds = await crypto.subtle.verify({ name: 'Ed25519' }, key, fromHex(h.signature), headBytes(h))
  return holds ? { verdict: 'holds' } : wrong
}

/** The head a statement carries is of its last header. */
export function checkLast(signed: SignedHead, last: Header) {
  if (signed.seq !== last.seq || signed.hash !== last.hash) throw new Wrong('notLast', { block: String(signed.seq) })
}

/** Holds headers against heads that were kept from elsewhere: the same block must have the same hash. */
export async function compareHeads(headers: Header[], heads: SignedHead[], trusted: string | undefined): Promise<Finding> {
  const bySeq = new Map(headers.map((h) => [h.seq, h]))
  let met = 0
  let cannot: Finding['why']
  for (const head of heads) {
    const says = { heads: heads.length, met, block: String(head.seq), day: head.date }
    if (trusted !== undefined && trusted !== head.public) return { check: 'heads', verdict: 'wrong', says, why: { code: 'otherKey', says } }
    const own = bySeq.get(head.seq)
    if (!own) continue
    const { verdict, why } = await checkHead(head)
    if (verdict === 'wrong') return { check: 'heads', verdict, says, why }
    cannot ??= why
    if (own.hash !== head.hash) return { check: 'heads', verdict: 'wrong', says, why: { code: 'otherLog', says } }
    met++
  }
  const says = { heads: heads.length, met }
  if (met === 0) return { check: 'heads', verdict: 'open', says, why: { code: 'notCovered', says } }
  return cannot ? { check: 'heads', verdict: 'open', says, why: cannot } : { check: 'heads', verdict: 'holds', says }
}
