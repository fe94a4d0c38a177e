import { checkChain, checkHeader, checkLeaves, checkPaths, checkPlaces } from './chain'
import { headShape, headsShape, statementShape, type SignedHead, type Statement } from './entry'
import { look, Wrong, type Finding } from './finding'
import { checkHead, checkLast, compareHeads } from './head'
import { Misspelt, readAll } from './reader'
import { checkEscrow, checkStates, checkTotals, checkVersions, checkZero } from './sums'

/** What the reader has from elsewhere: heads kept, and the public key that signs them, in hexadecimal. */
export type Trust = { heads?: SignedHead[]; key?: string }

export type Verified = { findings: Finding[]; statement?: Statement }

const format = 'fairground.statement/1'

/** Verifies a statement by itself, and against what is trusted. It believes no server: only SHA-256 and Ed25519. */
export async function verifyStatement(source: string, trust: Trust = {}): Promise<Verified> {
  let statement: Statement | undefined
  const spelling = await look('spelling', { characters: source.length }, () => {
    statement = readStatement(source)
  })
  if (!statement) return { findings: [spelling] }
  const { headers, entries, signed } = statement
  const [first, last] = [headers[0], headers.at(-1)]
  if (!first || !last || entries.length === 0) {
    return { findings: [{ ...spelling, verdict: 'wrong', why: { code: 'empty', says: {} } }] }
  }
  const whole = statement
  const blocks = { count: headers.length, first: String(first.seq), last: String(last.seq) }
  const count = { count: entries.length }
  const legs = entries.reduce((sum, { entry }) => sum + entry.legs.length, 0)
  const findings = [
    spelling,
    await look('headers', blocks, async () => {
      for (const header of headers) await checkHeader(header)
    }),
    await look('chain', blocks, () => checkChain(headers)),
    await look('leaves', count, () => checkLeaves(whole)),
    await look('paths', count, () => checkPaths(whole)),
    await look('places', count, () => checkPlaces(whole)),
    await look('versions', { version: String(whole.version) }, () => checkVersions(whole)),
    await look('states', { state: whole.state }, () => checkStates(whole)),
    await look('zero', { ...count, legs }, () => checkZero(whole)),
    await look('escrow', count, () => checkEscrow(whole)),
    await look('totals', { currency: whole.totals.currency }, () => checkTotals(whole)),
  ]
  findings.push(await signature(whole))
  if (trust.key !== undefined) findings.push(trustedKey(signed, trust))
  if (trust.heads) findings.push(await compareHeads(headers, trust.heads, trust.key))
  return { findings, statement }
}

function readStatement(source: string): Statement {
  const statement = spelt(() => readAll(statementShape, source))
  if (statement.format !== format) throw new Wrong('format', { has: statement.format, wanted: format })
  return statement
}

/** Says where a file is not as it was written. */
export function spelt<T>(read: () => T): T {
  try {
    return read()
  } catch (failure) {
    if (failure instanceof Misspelt) throw new Wrong('spelling', { at: failure.at + 1, wanted: failure.wanted })
    throw failure
  }
}

async function signature({ signed, headers }: Statement): Promise<Finding> {
  const last = headers.at(-1)
  if (!signed || !last) return { check: 'signature', verdict: 'open', says: {}, why: { code: 'unsigned', says: {} } }
  const says = { block: String(signed.seq), hash: signed.hash, key: signed.keyId, at: signed.at }
  const placed = await look('signature', says, () => checkLast(signed, last))
  return placed.verdict === 'wrong' ? placed : { ...placed, ...(await checkHead(signed)) }
}

/** The key given is the one that signed. */
function trustedKey(signed: SignedHead | undefined, { key, heads }: Trust): Finding {
  const says = { key: key ?? '', has: signed?.public ?? '' }
  if (signed && signed.public !== key) return { check: 'key', verdict: 'wrong', says, why: { code: 'otherKey', says } }
  if (!signed && !heads) return { check: 'key', verdict: 'wrong', says, why: { code: 'nothingSigned', says } }
  return { check: 'key', verdict: signed ? 'holds' : 'open', says, why: signed ? undefined : { code: 'unsigned', says } }
}

/** Heads as the ledger publishes them: one, or a list. */
export function readHeads(source: string): SignedHead[] {
  try {
    return [readAll(headShape, source)]
  } catch {
    return spelt(() => readAll(headsShape, source)).items
  }
}
