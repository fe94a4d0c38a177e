import { toHex } from './canonical'
import type { SignedHead } from './entry'
import { sound, type Finding } from './finding'
import { verifyReceipt } from './receipt'
import { readHeads, verifyStatement } from './statement'

/** A file somebody gave, by what is in it: its name may say anything. */
export type Given = { id: string; name: string } & (
  | { kind: 'statement' | 'receipt'; source: string }
  | { kind: 'heads'; heads: SignedHead[] }
  | { kind: 'key'; key: string }
  | { kind: 'unknown' }
)

export function recognize(name: string, source: string): Given {
  const id = `${name} ${source.length}`
  const key = publicKey(source)
  if (key) return { id, name, kind: 'key', key }
  // Also what is damaged shall be verified, and found wrong, rather than not be recognized.
  if (/"format"\s*:\s*"fairground\.document/.test(source)) return { id, name, kind: 'receipt', source }
  if (/"(format|entries|headers)"/.test(source)) return { id, name, kind: 'statement', source }
  try {
    return { id, name, kind: 'heads', heads: readHeads(source) }
  } catch {
    return { id, name, kind: 'unknown' }
  }
}

/** What an Ed25519 public key begins with in DER (RFC 8410); the 32 bytes of the key follow. */
const der = '302a300506032b6570032100'

/** An Ed25519 key in hexadecimal, from PEM or from hexadecimal. */
function publicKey(source: string): string | undefined {
  const bare = source.trim().replaceAll('"', '')
  if (/^[0-9a-f]{64}$/i.test(bare)) return bare.toLowerCase()
  const pem = /-----BEGIN PUBLIC KEY-----([\s\S]+?)-----END PUBLIC KEY-----/.exec(source)?.[1]
  if (!pem) return undefined
  try {
    const bytes = toHex(Uint8Array.from(atob(pem.replace(/\s/g, '')), (c) => c.charCodeAt(0)))
    return bytes.startsWith(der) && bytes.length === der.length + 64 ? bytes.slice(der.length) : undefined
  } catch {
    return undefined
  }
}

/** What was verified of one file. */
export type Result = {
  name: string
  findings: Finding[]
  sound: boolean
  notice?: string
  about?: { kind: 'statement'; order: string; state: string } | { kind: 'receipt'; number: string }
}

/** Verifies every statement and receipt among what was given, against the heads and the key among it. */
export async function verifyAll(given: Given[]): Promise<Result[]> {
  const kept = given.flatMap((one) => (one.kind === 'heads' ? one.heads : []))
  const trust = {
    heads: given.some(({ kind }) => kind === 'heads') ? kept : undefined,
    key: given.find((one) => one.kind === 'key')?.key,
  }
  const results: Result[] = []
  for (const one of given) {
    if (one.kind === 'statement') {
      const { findings, statement } = await verifyStatement(one.source, trust)
      const about = statement && ({ kind: 'statement', order: statement.order, state: statement.state } as const)
      results.push({ name: one.name, findings, sound: sound(findings), notice: statement?.notice, about })
    } else if (one.kind === 'receipt') {
      const { findings, receipt } = await verifyReceipt(one.source, trust)
      results.push({ name: one.name, findings, sound: sound(findings), about: receipt && { kind: 'receipt', number: receipt.number } })
    }
  }
  return results
}
