import { expect, it } from 'vitest'
import type { Terms } from '../api/shapes'
import { compareRows, termRows, type TermWords } from './termrows'

const words: TermWords = {
  label: (key) => key,
  local: (text) => text.en ?? '',
  money: ({ amount, currency }) => `${amount} ${currency}`,
  country: (code) => code,
  language: (code) => code,
  day: (iso) => iso,
  yes: (is) => (is ? 'yes' : 'no'),
  days: (count) => `${count}d`,
  unit: (code) => code,
  separator: ', ',
}

const first: Terms = {
  subject: { en: 'Licence' },
  lines: [{ text: 'SVOD licence', quantity: '1', unit: 'C62', price: { amount: '80000.00', currency: 'EUR' }, amount: { amount: '80000.00', currency: 'EUR' } }],
  total: { amount: '80000.00', currency: 'EUR' },
  feePaidBy: 'split',
  rights: { work: 'itm_1', rights: ['svod'], territories: ['DE', 'AT'], languages: ['de'], from: '2026-06-01', to: '2028-05-31', exclusive: true },
  milestones: [{ title: 'Masters', amount: { amount: '80000.00', currency: 'EUR' }, due: '2026-07-01', deliverable: 'ProRes', inspectionDays: 10, silenceAccepts: false }],
  clauses: [
    { id: 'c1', title: 'Dub', text: 'The buyer makes the German dub.' },
    { id: 'c2', title: 'Law', text: 'Law of Singapore.' },
  ],
}

it('two changed clauses are the two changes shown', () => {
  const second: Terms = structuredClone(first)
  second.rights = { ...first.rights!, territories: ['DE', 'AT', 'CH'] }
  second.clauses = [{ id: 'c1', title: 'Dub', text: 'The seller makes the German dub.' }, first.clauses![1]!]
  const changed = compareRows(termRows(first, words), termRows(second, words)).filter((row) => row.change !== 'same')
  expect(changed.map(({ key, before, text }) => [key, before, text])).toEqual([
    ['rights.territories', 'DE, AT', 'DE, AT, CH'],
    ['clause.c1', 'The buyer makes the German dub.', 'The seller makes the German dub.'],
  ])
})

it('a removed clause stands where it stood', () => {
  const second = { ...first, clauses: [first.clauses![1]!] }
  const rows = compareRows(termRows(first, words), termRows(second, words))
  expect(rows.slice(-2).map(({ key, change }) => [key, change])).toEqual([
    ['clause.c1', 'removed'],
    ['clause.c2', 'same'],
  ])
})
