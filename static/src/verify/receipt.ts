import { toMinor } from '../money/money'
import { checkHeader } from './chain'
import { proofShape, type Proof } from './entry'
import { look, Wrong, type Finding } from './finding'
import { compareHeads } from './head'
import { leafOf, rootFrom } from './merkle'
import { fieldOf, readAll } from './reader'
import { spelt, type Trust } from './statement'

type Sum = { amount: string; currency: string }

/** What a receipt shows, as far as its entry proves it. */
export type Receipt = {
  format: string
  kind: string
  number: string
  currency: string
  lines: { amount?: Sum }[]
  totals: { amount: Sum }[]
  proof: { block: number; index: number; of: number; leaf: string; path: string[]; root: string; head: string }
}

const format = 'fairground.document/1'

/** Verifies a receipt by the entry it carries; what it says in words, as names, no hash covers. */
export async function verifyReceipt(source: string, trust: Trust = {}): Promise<{ findings: Finding[]; receipt?: Receipt }> {
  let read: { receipt: Receipt; proof: Proof } | undefined
  const spelling = await look('spelling', { characters: source.length }, () => {
    read = readReceipt(source)
  })
  if (!read) return { findings: [spelling] }
  const { receipt, proof } = read
  const { header, entry, index, path } = proof
  const blocks = { count: 1, first: String(header.seq), last: String(header.seq) }
  const place = { entry: entry.ty, block: String(header.seq), place: Number(index) + 1 }
  const leaf = await leafOf(entry)
  const findings = [
    spelling,
    await look('headers', blocks, () => checkHeader(header)),
    await look('leaves', { count: 1 }, () => {
      if (receipt.proof.leaf !== leaf) throw new Wrong('leaf', place)
    }),
    await look('paths', { count: 1 }, async () => {
      if ((await rootFrom(leaf, Number(index), Number(header.n), path)) !== header.root) throw new Wrong('path', place)
    }),
    await look('paper', { number: receipt.number, block: String(header.seq), place: Number(index) + 1 }, () => checkPaper(receipt, proof)),
    await look('amounts', { currency: receipt.currency }, () => checkAmounts(receipt, proof)),
  ]
  if (trust.heads) findings.push(await compareHeads([header], trust.heads, trust.key))
  return { findings, receipt }
}

function readReceipt(source: string): { receipt: Receipt; proof: Proof } {
  const receipt = parsed(source)
  if (receipt?.format !== format || receipt.kind !== 'receipt') throw new Wrong('format', { has: String(receipt?.format ?? ''), wanted: format })
  const record = fieldOf(fieldOf(source, 'proof') ?? '', 'record')
  if (record === undefined) throw new Wrong('noProof')
  return { receipt, proof: spelt(() => readAll(proofShape, record)) }
}

function parsed(source: string): Receipt | undefined {
  try {
    return JSON.parse(source) as Receipt
  } catch {
    throw new Wrong('noJson')
  }
}

/** The place and the hashes printed on the paper are those of the entry. */
function checkPaper({ number, proof: shown }: Receipt, { header, index, path }: Proof) {
  const place = `RC-${header.seq}-${index + 1n}`
  const same =
    shown.block === Number(header.seq) && shown.index === Number(index) && shown.of === Number(header.n) && shown.root === header.root && shown.head === header.hash
  if (!same || number !== place) throw new Wrong('place', { has: number, wanted: place })
  if (shown.path.join() !== path.join()) throw new Wrong('otherPath')
}

/** The lines and the sum are what the entry moves over the bank. */
function checkAmounts({ currency, lines, totals }: Receipt, { entry }: Proof) {
  let moved = 0n
  for (const l of entry.legs) if (l.a.startsWith('bank:') && l.b === 'p' && l.c === currency) moved += l.v
  if (moved < 0n) moved = -moved
  const wrong = () => new Wrong('sum', { wanted: String(moved), currency })
  const minor = (sum: Sum | undefined) => {
    if (!sum || sum.currency !== currency) throw wrong()
    try {
      return toMinor(sum)
    } catch {
      throw wrong()
    }
  }
  const listed = lines.reduce((sum, { amount }) => sum + minor(amount), 0n)
  if (totals.length !== 1 || minor(totals[0]?.amount) !== moved || listed !== moved) throw wrong()
}
