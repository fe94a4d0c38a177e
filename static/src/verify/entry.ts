import { flag, hex, left, leftList, list, number, object, quoted, text, type Shape } from './reader'

/** What the ledger writes, field by field in its order (server/settlement/ledger). Amounts are minor units. */

export type Read<S> = S extends Shape<infer T> ? T : never
export type Maybe<T> = T | undefined

const hash = hex(32)
const maybeText = left(text, '')
const maybeQuoted = left(quoted, 0n)

const actor = object({ id: maybeText, org: maybeText, role: text, via: maybeText })
const move = object({ k: text, id: text, from: text, to: text })
const leg = object({ a: text, c: text, v: quoted, b: text })
const limit = object({ c: text, release: quoted, payout: quoted })
const param = object({ n: text, v: maybeQuoted, s: maybeText })
const clocks = object({ neg: number, esc: number, evi: number, app: number })
const milestoneConditions = object({ insp: number, qty: number, silence: flag })
const conditions = object({
  clocks,
  liable: number,
  resbp: number,
  juris: maybeText,
  kind: maybeText,
  income: maybeText,
  ms: leftList(milestoneConditions),
})
const milestone = object({ id: text, amt: quoted, shipBy: number })
const terms = object({
  deal: text,
  hash,
  signed: flag,
  buyer: text,
  seller: text,
  org: maybeText,
  log: maybeText,
  exh: maybeText,
  c: text,
  ms: list(milestone),
  exbp: number,
  plbp: number,
  buyerbp: number,
  cfee: quoted,
  answerBy: number,
  fundBy: number,
  cond: left<Maybe<Conditions>>(conditions, undefined),
})

export const entryShape = object({
  k: hex(16),
  f: hash,
  ty: text,
  act: actor,
  ord: maybeText,
  ms: maybeText,
  pay: maybeText,
  ov: number,
  ok: flag,
  why: maybeText,
  mv: leftList(move),
  legs: leftList(leg),
  maker: maybeText,
  checker: maybeText,
  amt: maybeQuoted,
  c: maybeText,
  rail: maybeText,
  ref: maybeText,
  note: maybeText,
  terms: left<Maybe<Terms>>(terms, undefined),
  limits: leftList(limit),
  obj: maybeText,
  par: leftList(param),
})

export const headerShape = object({ seq: number, v: number, t: number, w: text, nonce: hex(16), prev: hash, hash, root: hash, n: number })

export const headShape = object({ date: text, seq: number, hash, at: text, keyId: text, public: hash, signature: hex(64) })

export const headsShape = object({ items: list(headShape) })

export const totalsShape = object({
  currency: text,
  due: quoted,
  funded: quoted,
  escrow: quoted,
  released: quoted,
  fees: quoted,
  refunded: quoted,
  cancelFees: quoted,
})

export const statementShape = object({
  format: text,
  notice: maybeText,
  order: text,
  state: text,
  version: number,
  proposed: left(number, 0n),
  totals: totalsShape,
  signed: left<Maybe<SignedHead>>(headShape, undefined),
  headers: list(headerShape),
  entries: list(object({ seq: number, index: number, entry: entryShape, leaf: hash, path: list(hash) })),
})

/** An entry of a receipt with what proves that it stands in its block. */
export const proofShape = object({ header: headerShape, index: number, entry: entryShape, path: list(hash) })

type Conditions = Read<typeof conditions>
export type Terms = Read<typeof terms>
export type Entry = Read<typeof entryShape>
export type Header = Read<typeof headerShape>
export type SignedHead = Read<typeof headShape>
export type Totals = Read<typeof totalsShape>
export type Statement = Read<typeof statementShape>
export type Proof = Read<typeof proofShape>
