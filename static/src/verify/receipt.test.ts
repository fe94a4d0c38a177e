import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sound } from './finding'
import { verifyReceipt } from './receipt'

// A paper as the settlement prints it (server/settlement/receipt.go), about an entry the ledger proved.
const genuine = readFileSync(new URL('./testdata/receipt.json', import.meta.url), 'utf8')
const wrong = async (source: string) => (await verifyReceipt(source)).findings.filter(({ verdict }) => verdict === 'wrong').map(({ check }) => check)

describe('a receipt', () => {
  test('holds as it was issued', async () => {
    expect(await wrong(genuine)).toEqual([])
  })

  const rows: [name: string, old: string | RegExp, now: string, check: string][] = [
    ['with another amount', /"4040.00"/, '"9040.00"', 'amounts'],
    ['with another number', '"number": "RC-', '"number": "RC-9', 'paper'],
    ['with another block', '"block": ', '"block": 9', 'paper'],
    ['with another currency', '"currency": "CNY"', '"currency": "EUR"', 'amounts'],
    ['with another rail in its entry', '"rail": "sandbox"', '"rail": "another"', 'leaves'],
    ['with another time of its block', '"t": ', '"t": 1', 'headers'],
    ['without its entry', '"record"', '"records"', 'spelling'],
    ['of another kind', '"kind": "receipt"', '"kind": "invoice"', 'spelling'],
    ['that is no JSON', '{', '', 'spelling'],
  ]
  for (const [name, old, now, check] of rows) {
    test(`${name} is found out`, async () => {
      expect(await wrong(genuine.replace(old, now))).toContain(check)
    })
  }

  test('is found out for every character its entry says', async () => {
    const from = genuine.indexOf('"record"')
    for (let at = from; at < genuine.lastIndexOf('}'); at++) {
      if (/\s/.test(genuine.charAt(at))) continue
      const { findings } = await verifyReceipt(genuine.slice(0, at) + (genuine.charAt(at) === '7' ? '8' : '7') + genuine.slice(at + 1))
      expect([at, sound(findings)]).toEqual([at, false])
    }
  }, 30_000)
})
