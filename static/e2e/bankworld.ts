/** The bank of the invented fair: two currencies that agree, one that does not, and what waits for people. */
const cny = (amount: string) => ({ amount, currency: 'CNY' })
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const usd = (amount: string) => ({ amount, currency: 'USD' })
const account = 'SANDBOX-CUSTODY'
const list = (items: unknown[]) => ({ items })
const hash = 'c1d05e0f7a2b4c6d8e9fa0b1c2d3e4f5061728394a5b6c7d8e9f0a1b2c3d4e5f'

/** Every day with a statement up to the 13th of May, weekends left out as banks do. */
const days = (from: number, zero: { amount: string; currency: string }, wrong: Record<string, string> = {}) =>
  Array.from({ length: from }, (_, index) => new Date(Date.UTC(2026, 4, 13 - (from - 1 - index))))
    .filter((day) => day.getUTCDay() % 6 !== 0)
    .map((day) => day.toISOString().slice(0, 10))
    .map((day) => ({ day, state: wrong[day] ? 'differs' : 'proven', difference: { ...zero, amount: wrong[day] ?? zero.amount } }))

const proof = { account, statement: 'stm_eur', day: '2026-05-13', asOf: 412, at: '2026-05-14T08:19:40Z', transit: [], exceptions: [] }
const nostro = [
  {
    ...proof,
    currency: 'CNY',
    statement: 'stm_cny',
    state: 'proven',
    book: cny('5244019.80'),
    closing: cny('5120000.00'),
    inTransit: cny('124019.80'),
    difference: cny('0.00'),
    transit: [
      { line: `${account}/3d3ad264aef6c108`, amount: cny('131544.00'), why: 'notice' },
      { payout: 'pay_7f20c1', amount: cny('-7524.20'), why: 'evidence' },
    ],
    inARow: 31,
    days: days(80, cny('0.00'), { '2026-03-31': '12.00' }),
  },
  {
    ...proof,
    currency: 'EUR',
    state: 'differs',
    book: eur('412000.00'),
    closing: eur('411988.00'),
    inTransit: eur('0.00'),
    difference: eur('12.00'),
    exceptions: ['exc_1'],
    inARow: 0,
    days: days(80, eur('0.00'), { '2026-04-02': '-0.75', '2026-05-13': '12.00' }),
  },
  {
    ...proof,
    currency: 'USD',
    statement: undefined,
    day: '',
    state: 'unstated',
    book: usd('6039.25'),
    closing: usd('0.00'),
    inTransit: usd('6039.25'),
    difference: usd('0.00'),
    transit: [{ line: `${account}/90e2eb205371d9fa`, amount: usd('6039.25'), why: 'notice' }],
    inARow: 0,
    days: [],
  },
]

const exception = { account, state: 'open', v: 1 }
const lineOf = (key: string) => `${account}/${key}`
const fee = { ...exception, id: 'exc_2', kind: 'line_unknown', words: 'nothing is known that it could be', amount: eur('-12.00'), day: '2026-05-13', statement: 'stm_eur', file: hash, line: lineOf('4'), opened: '2026-05-13T20:00:00Z' }
const exceptions = [
  { ...exception, id: 'exc_1', kind: 'nostro_difference', words: 'the ledger says 412000.00 EUR, the statement and what is in transit 411988.00 EUR', says: [{ name: 'book', amount: eur('412000.00') }, { name: 'bank', amount: eur('411988.00') }], amount: eur('12.00'), day: '2026-05-13', statement: 'stm_eur', opened: '2026-05-13T20:00:00Z' },
  fee,
  { ...exception, id: 'exc_3', kind: 'amount_differs', words: 'the payout is over 4500.00 EUR', says: [{ name: 'expected', amount: eur('4500.00') }], amount: eur('-4490.00'), day: '2026-05-12', line: lineOf('9'), payout: 'pay_1', statement: 'stm_eur', file: hash, opened: '2026-05-12T21:10:00Z' },
  { ...exception, id: 'exc_4', kind: 'line_refused', words: 'order_closed', says: [{ name: 'why', text: 'order_closed' }], amount: cny('84000.00'), day: '2026-05-14', line: lineOf('11'), order: 'ord_1', file: hash, opened: '2026-05-14T07:55:00Z' },
  { ...exception, id: 'exc_5', kind: 'statement_entities', words: 'line 1: the file declares or uses entities of its own', says: [{ name: 'line', number: 1 }], file: hash, opened: '2026-05-14T06:12:00Z' },
]

const findings = [
  { kind: 'differs', expected: [{ payout: 'pay_1', amount: eur('-4500.00') }], lines: [{ line: lineOf('9'), day: '2026-05-12', amount: eur('-4490.00'), endToEnd: 'PAY1' }] },
  {
    kind: 'grouped',
    expected: [{ order: 'ord_1', amount: cny('84000.00') }],
    lines: [
      { line: lineOf('21'), suspense: 'sus_21', day: '2026-05-12', amount: cny('50000.00'), reference: 'ord_1 first part' },
      { line: lineOf('22'), suspense: 'sus_22', day: '2026-05-13', amount: cny('34000.00'), reference: 'ord_1 second part' },
    ],
  },
  {
    kind: 'swapped',
    expected: [
      { payout: 'pay_2', amount: cny('-5050.00') },
      { payout: 'pay_3', amount: cny('-10100.00') },
    ],
    lines: [
      { line: lineOf('31'), day: '2026-05-13', amount: cny('-10100.00'), endToEnd: 'PAY2' },
      { line: lineOf('32'), day: '2026-05-13', amount: cny('-5050.00'), endToEnd: 'PAY3' },
    ],
  },
  { kind: 'missing', expected: [{ payout: 'pay_4', amount: eur('-900.00') }], lines: [] },
  { kind: 'unexpected', expected: [], lines: [{ line: lineOf('4'), day: '2026-05-13', amount: eur('-12.00'), reference: 'account fee May' }] },
]

const stated = { account, format: 'camt.053', file: hash, state: 'taken', page: 0 }
const euros = { ...stated, id: 'stm_eur', currency: 'EUR', number: 'SBX-EUR-93', seq: 93, day: '2026-05-13', count: 6, opening: eur('401500.00'), closing: eur('411988.00'), received: '2026-05-13T20:00:00Z' }
const statements = [
  euros,
  { ...stated, id: 'stm_cny', currency: 'CNY', number: 'SBX-CNY-93', seq: 93, day: '2026-05-13', count: 41, closing: cny('5120000.00'), received: '2026-05-13T20:00:00Z' },
  { ...stated, id: 'stm_held', currency: 'EUR', number: 'SBX-EUR-92', seq: 92, day: '2026-05-12', count: 3, format: 'mt940', state: 'held', proof: 'statement_unbalanced', closing: eur('401500.00'), received: '2026-05-12T20:00:00Z' },
  { ...stated, id: 'stm_foreign', account: 'NL26VAYB8060476890', currency: 'EUR', number: '1234', day: '2026-05-11', count: 1, format: 'csv', state: 'foreign', closing: eur('75.00'), received: '2026-05-11T09:30:00Z' },
]

const line = { day: '2026-05-13', booked: true }
const lines = [
  { ...line, key: '1', amount: eur('15000.00'), ref: 'R-118', endToEnd: 'E2E-551', reference: 'ord_1 milestone 2', party: 'Nordlicht Verleih GmbH', partyAccount: 'DE02120300000000202051', became: 'receipt', of: 'ord_1' },
  { ...line, key: '2', amount: eur('1500.00'), ref: 'R-119', reference: 'thank you', party: 'Casa Verde Media', became: 'suspense', of: 'sus_21' },
  { ...line, key: '3', value: '2026-05-14', amount: eur('-4500.00'), ref: 'R-120', endToEnd: 'PAY1', party: '太湖灯影影业', became: 'payout', of: 'pay_1' },
  { ...line, key: '4', amount: eur('-12.00'), ref: 'FEE-5', reference: 'account fee May' },
  { ...line, key: '5', amount: eur('-1500.00'), reversal: true, ref: 'R-119R', reason: 'AC04', party: 'Casa Verde Media', became: 'reversal', of: 'sus_21' },
  { ...line, key: '6', booked: false, amount: eur('800.00'), reference: 'announced', party: 'Atlas Kids TV' },
]

export const bankAnswers = {
  '/api/v1/nostro': list(nostro),
  '/api/v1/exceptions': list(exceptions),
  '/api/v1/reconciliation': list(findings),
  '/api/v1/statements': list(statements),
  '/api/v1/statements/stm_eur': { ...euros, lines, exceptions: [exceptions[0], fee] },
  '/api/v1/rails': list([
    { name: 'sandbox', realMoney: false, notice: 'Sandbox: no real money.', account, currencies: [], largest: '9007199254740992', batch: 1000, cutOff: '23:59', files: ['pain.001.001.09', 'pain.002.001.10', 'camt.054.001.08', 'camt.053.001.08'], collects: true, recalls: false },
  ]),
}
