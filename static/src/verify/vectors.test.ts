import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sound, type Finding } from './finding'
import { readHeads, verifyStatement } from './statement'

// What the ledger itself wrote (server/settlement/ledger/vectors_test.go), and what it said of copies that were changed.
const vector = (name: string) => readFileSync(new URL(`./testdata/${name}.json`, import.meta.url), 'utf8')
const parts = (name: string): string[] => (JSON.parse(vector(name)) as unknown[]).map((one) => JSON.stringify(one).replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`))
const wrong = (findings: Finding[]) => findings.filter(({ verdict }) => verdict === 'wrong').map(({ check, why }) => [check, why?.code, why?.says])

const signed = vector('signed')
const heads = readHeads(vector('heads'))
const key = JSON.parse(vector('key')) as string

describe('statements the ledger wrote', () => {
  test('hold, every one of a whole log', async () => {
    for (const one of parts('statements')) expect(wrong((await verifyStatement(one)).findings)).toEqual([])
  })

  test('hold, with every kind of entry there is', async () => {
    for (const one of parts('kinds')) expect(wrong((await verifyStatement(one)).findings)).toEqual([])
  })

  test('are proved by a head kept elsewhere and by the key that is known', async () => {
    const { findings } = await verifyStatement(signed, { heads, key })
    expect(findings.map(({ check, verdict }) => [check, verdict]).slice(-3)).toEqual([
      ['signature', 'holds'],
      ['key', 'holds'],
      ['heads', 'holds'],
    ])
  })
})

describe('a statement that was touched', () => {
  test('is found out wherever a bit is flipped, as the ledger finds it out', async () => {
    const bytes = Buffer.from(signed)
    for (const { at, xor, ok } of JSON.parse(vector('touched')) as { at: number; xor: number; ok: boolean }[]) {
      const copy = Buffer.from(bytes)
      copy[at] = (copy[at] ?? 0) ^ xor
      const { findings } = await verifyStatement(copy.toString('latin1'))
      expect([at, xor, sound(findings)]).toEqual([at, xor, ok])
    }
  })

  test('is found out for every third of its characters', async () => {
    let tried = 0
    for (let at = 0; at < signed.trimEnd().length; at += 3) {
      const was = signed.charAt(at)
      const now = /\d/.test(was) ? String((Number(was) + 1) % 10) : was === 'a' ? 'b' : 'a'
      const { findings } = await verifyStatement(signed.slice(0, at) + now + signed.slice(at + 1))
      expect([at, was, sound(findings)]).toEqual([at, was, false])
      tried++
    }
    expect(tried).toBeGreaterThan(2000)
  }, 60_000)

  test('is found out for every value that is another and still well written', async () => {
    let tried = 0
    const long = parts('kinds').sort((a, b) => a.length - b.length)[6] ?? signed
    for (const match of long.matchAll(/(?<=[:,[])(?:"[^"]*"|-?\d+|true|false)(?=[,}\]])/g)) {
      const value = match[0]
      const now = value === 'true' ? 'false' : value === 'false' ? 'true' : /^\d/.test(value) ? String(BigInt(value) + 1n) : /^"-?\d+"$/.test(value) ? `"${BigInt(value.slice(1, -1)) + 1n}"` : `"${value.slice(1, -1) || 'x'}x"`
      const { findings } = await verifyStatement(long.slice(0, match.index) + now + long.slice(match.index + value.length))
      expect([match.index, value, sound(findings)]).toEqual([match.index, value, false])
      tried++
    }
    expect(tried).toBeGreaterThan(200)
  }, 60_000)

  test('is found out with an entry left out, and the line says so', async () => {
    for (const one of parts('statements')) {
      const whole = JSON.parse(one) as { entries: { entry: { ok: boolean; ty: string } }[] }
      for (const [n, { entry }] of whole.entries.entries()) {
        // A refusal or a proposal moves nothing, and leaving it out changes nothing.
        if (!entry.ok || entry.ty === 'action.propose') continue
        const cut = JSON.stringify({ ...whole, entries: whole.entries.filter((_, i) => i !== n) })
        expect(wrong((await verifyStatement(cut)).findings)).not.toEqual([])
      }
    }
  }, 60_000)
})

describe('a statement by somebody who can compute hashes', () => {
  for (const { name, statement } of JSON.parse(vector('forged')) as { name: string; statement: unknown }[]) {
    test(name, async () => {
      const { findings } = await verifyStatement(JSON.stringify(statement))
      expect(wrong(findings)).not.toEqual([])
      expect(findings.filter(({ check }) => ['spelling', 'headers', 'chain', 'leaves', 'paths'].includes(check)).every(({ verdict }) => verdict === 'holds')).toBe(true)
    })
  }
})

describe('what is trusted', () => {
  test('another key is told', async () => {
    const { findings } = await verifyStatement(signed, { key: key.replace(/^../, '00') })
    expect(wrong(findings).map(([check]) => check)).toEqual(['key'])
  })

  test('a head of another log is told', async () => {
    const forged = heads.map((head) => ({ ...head, hash: head.hash.replace(/^../, '00') }))
    const { findings } = await verifyStatement(signed, { heads: forged })
    expect(wrong(findings).map(([check, code]) => [check, code])).toEqual([['heads', 'signature']])
  })

  test('heads of other days prove nothing and are not wrong', async () => {
    const { findings } = await verifyStatement(signed, { heads: [{ ...heads[0]!, seq: 10_000n }] })
    expect(findings.at(-1)).toMatchObject({ check: 'heads', verdict: 'open', why: { code: 'notCovered' } })
    expect(sound(findings)).toBe(true)
  })
})
