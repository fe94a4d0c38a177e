// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import { bankAnswers } from '../../e2e/bankworld'
import { Problem } from '../api/problem'
import en from '../i18n/en.json'
import office from '../i18n/office/en.json'
import { Bank } from './bank'
import { Doubts } from './doubts'
import { Proofs } from './proof'
import { difference } from './reconciliation'
import type { Imported } from './shapes'
import { Arithmetic } from './statement'
import { outcome, Upload } from './upload'

const client = vi.hoisted(() => ({ read: vi.fn(), write: vi.fn(), upload: vi.fn() }))
vi.mock('../api/client', () => client)
vi.mock('@tanstack/react-router', () => ({ Link: ({ to, children }: { to: string; children: ReactNode }) => <a href={to}>{children}</a>, useParams: () => ({ statement: 'stm_eur' }) }))

beforeEach(() => {
  client.read.mockReset().mockImplementation((path: keyof typeof bankAnswers) => Promise.resolve(bankAnswers[path]))
  client.write.mockReset().mockResolvedValue({})
  client.upload.mockReset()
})

function show(part: ReactNode, role = 'clearing_maker') {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
  queries.setQueryData(['me'], { csrf: '', person: { id: 'per_me', zone: 'Europe/Berlin' }, grants: [{ role }] })
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        {part}
      </QueryClientProvider>
    </MantineProvider>,
  )
}
const pressable = () => [...document.querySelectorAll('button, input, textarea')].map((one) => one.textContent)
const drop = (...files: File[]) => fireEvent.drop(screen.getByText(/Drop files here/), { dataTransfer: { files } })

it('gives an auditor everything to read and nothing to press', async () => {
  show(<Bank />, 'auditor')
  await screen.findByText('A line nobody can place')
  expect(pressable()).toEqual([])
  expect(screen.queryByText(/Drop files here/)).toBeNull()
  expect(document.querySelectorAll('h2')).toHaveLength(5)
})

it('gives who clears a way to deal with each exception, and to bring files', async () => {
  show(<Bank />, 'clearing_checker')
  await screen.findByText('A line nobody can place')
  expect(pressable().filter((words) => words === 'Deal with it')).toHaveLength(5)
  expect(pressable()).toContain('Choose files')
})

it('sets the proof as a sum: statement, notices and what people said make the ledger', async () => {
  show(<Proofs />, 'auditor')
  const proven = within(await screen.findByRole('table', { name: 'How the balance in CNY adds up' }))
  expect(proven.getAllByRole('row').map((row) => row.textContent?.replace(/\s/g, ' '))).toEqual([
    'Statement of May 13, 2026CNY 5,120,000.00',
    '+1 notice of the bank sinceCNY 131,544.00',
    '+1 payout on two people’s word-CNY 7,524.20',
    '=The ledger hasCNY 5,244,019.80',
  ])
  const differs = within(screen.getByRole('table', { name: 'How the balance in EUR adds up' }))
  expect(differs.getAllByRole('row').at(-1)?.textContent?.replace(/\s/g, ' ')).toBe('DifferenceEUR 12.00')
  expect(screen.getByText('31 statement days in a row agreed.')).toBeTruthy()
})

it('writes down how an exception was dealt with, for the version that was read, and not without a word', async () => {
  show(<Doubts acts />)
  const row = (await screen.findByText('A line nobody can place')).closest('li') as HTMLElement
  fireEvent.click(within(row).getByText('Deal with it'))
  const say = (await screen.findByText('It has been dealt with')).closest('button') as HTMLButtonElement
  expect(say.disabled).toBe(true)
  fireEvent.change(screen.getByLabelText(/How was it dealt with/), { target: { value: ' The fee of May, booked as a loss. ' } })
  fireEvent.click(say)
  await waitFor(() =>
    expect(client.write).toHaveBeenCalledWith('post', '/api/v1/exceptions/{id}/resolve', { path: { id: 'exc_2' }, body: { reason: 'The fee of May, booked as a loss.' }, version: 1 }),
  )
})

it('has words for every kind of exception the server knows', () => {
  const own = ['line_unknown', 'line_early', 'line_batch', 'line_refused', 'line_unstated', 'amount_differs', 'paid_twice', 'payout_ended', 'receipt_reversed', 'answer_refused', 'answer_unknown', 'recall_asked', 'account_unknown', 'nostro_difference']
  const files = ['format', 'malformed', 'truncated', 'entities', 'encoding', 'too_large', 'unbalanced', 'unprovable', 'gap', 'corrected'].map((code) => `statement_${code}`)
  const amounts = ['amount_malformed', 'amount_too_precise', 'amount_overflow', 'amount_negative', 'currency_unknown']
  for (const kind of own) expect(office.bank.kind, kind).toHaveProperty(kind)
  for (const kind of [...files, ...amounts]) expect(en.problem, kind).toHaveProperty(kind)
  for (const kind of [...own, ...files, ...amounts]) expect(office.bank.todo, kind).toHaveProperty(kind)
})

const answer: Imported = { file: 'f', format: 'camt.053', received: '2026-05-14T08:00:00Z', statements: [], lines: 2, new: 2, answers: 0, recalls: 0 }

it('tells what came of each file: taken, known, refused with what to do', async () => {
  show(<Upload />)
  client.upload.mockResolvedValueOnce(answer).mockResolvedValueOnce({ ...answer, known: true })
  client.upload.mockRejectedValueOnce(new Problem(422, 'statement_entities', 'line 1: the file declares or uses entities of its own', [], {}))
  drop(new File(['a'], 'day.xml'), new File(['a'], 'day again.xml'), new File(['b'], 'bomb.xml'))
  expect(await screen.findByText('Taken.')).toBeTruthy()
  expect(await screen.findByText(/Already known: it first came/)).toBeTruthy()
  const refused = within((await screen.findByText('bomb.xml')).closest('li') as HTMLElement)
  expect(await refused.findByText('This file declares or uses entities of its own. Such files are not opened.')).toBeTruthy()
  expect(refused.getByText(/No bank sends such a file/)).toBeTruthy()
  expect(refused.getByText('line 1: the file declares or uses entities of its own')).toBeTruthy()
  expect(client.upload).toHaveBeenCalledTimes(3)
})

it('tells what is on record in the reader’s words; the record itself opens beside it', async () => {
  show(<Doubts acts={false} />)
  const row = (await screen.findByText('Ledger and bank do not agree')).closest('li') as HTMLElement
  expect([...row.querySelectorAll('dl div')].map((one) => one.textContent?.replace(/\s/g, ' '))).toEqual(['The ledger hasEUR 412,000.00', 'Statement and transit haveEUR 411,988.00'])
  expect(row.querySelector('details [lang=en]')?.textContent).toMatch(/^the ledger says/)
  expect(screen.getByText(en.problem.order_closed)).toBeTruthy()
})

it('says who has dealt with it by name, and why where it was the system', async () => {
  const over = { kind: 'line_unknown', state: 'resolved', opened: '2026-05-13T20:00:00Z', resolved: '2026-05-14T20:00:00Z', v: 2 }
  client.read.mockResolvedValue({
    items: [
      { ...over, id: 'exc_1', resolvedBy: 'per_c', by: 'Mo Lin', reason: 'Asked the bank.' },
      { ...over, id: 'exc_2', resolvedBy: 'per_system', ended: 'proven', reason: 'the account proves again' },
    ],
  })
  show(<Doubts acts />)
  expect(await screen.findByText(/Dealt with by Mo Lin/)).toBeTruthy()
  expect(screen.getByText(/Dealt with by the system.*The account proves again\./)).toBeTruthy()
})

it('names the line of a file that was refused', async () => {
  show(<Upload />)
  client.upload.mockRejectedValueOnce(new Problem(422, 'statement_malformed', 'line 7: no column account', [], { says: [{ name: 'line', number: 7 }] }))
  drop(new File(['a'], 'day.csv'))
  expect((await screen.findByText('Line of the file')).parentElement?.textContent).toBe('Line of the file7')
})

it('does not send a file that is larger than the server takes', async () => {
  show(<Upload />)
  const large = new File(['x'], 'year.xml')
  Object.defineProperty(large, 'size', { value: (16 << 20) + 1 })
  drop(large)
  expect(await screen.findByText(/larger than a statement may be/)).toBeTruthy()
  expect(client.upload).not.toHaveBeenCalled()
})

it.each([
  ['known', { known: true }],
  ['taken', {}],
  ['taken', { lines: 0, new: 0, answers: 3 }],
  ['nothingNew', { new: 0 }],
  ['kept', { new: 0, uncounted: 2 }],
  ['taken', { new: 1, uncounted: 1 }],
] as const)('calls a file %s by its lines: %o', (word, over) => {
  expect(outcome({ ...answer, ...over })).toBe(word)
})

const eur = (amount: string) => ({ amount, currency: 'EUR' })

it('counts a difference only where both sides have something of one currency', () => {
  const line = (amount: string) => ({ line: 'l', day: '2026-05-13', amount: eur(amount) })
  expect(difference({ expected: [{ amount: eur('-4500.00') }], lines: [line('-4490.00')] })).toEqual(eur('10.00'))
  expect(difference({ expected: [{ amount: eur('5.00') }], lines: [line('2.00'), line('3.00')] })).toBeUndefined()
  expect(difference({ expected: [], lines: [line('2.00')] })).toBeUndefined()
  expect(difference({ expected: [{ amount: { amount: '5.00', currency: 'CNY' } }], lines: [line('2.00')] })).toBeUndefined()
})

it('shows that the lines of a statement do not make its closing balance', () => {
  const booked = (amount: string, counts = true) => ({ key: amount, day: '2026-05-13', amount: eur(amount), booked: counts })
  render(<Arithmetic statement={{ currency: 'EUR', opening: eur('10.00'), closing: eur('12.01'), lines: [booked('5.00'), booked('-3.00'), booked('99.00', false)] }} />)
  expect(screen.getAllByRole('row').map((row) => row.textContent?.replace(/\s/g, ' '))).toEqual([
    'It opens withEUR 10.00',
    '+1 came inEUR 5.00',
    '−1 went outEUR 3.00',
    '=The lines makeEUR 12.00',
    'It closes withEUR 12.01',
    'DifferenceEUR 0.01',
  ])
})
