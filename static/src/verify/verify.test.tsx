// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { readFileSync } from 'node:fs'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { Order } from '../api/shapes'
import en from '../i18n/en.json'
import { OrderStatement } from '../settlement/orderstatement'
import { recognize } from './given'
import { Verify } from './verify'

const readText = vi.hoisted(() => vi.fn())
vi.mock('../api/client', () => ({ readText, read: vi.fn(() => new Promise(() => undefined)), write: vi.fn() }))
vi.mock('@tanstack/react-router', () => ({ Link: () => null }))
vi.mock('../settlement/timeline', () => ({ Timeline: () => null }))

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }))
  return i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } })
})
afterEach(cleanup)

const vector = (name: string) => readFileSync(`${__dirname}/testdata/${name}`, 'utf8')
const file = (name: string, source = vector(name)) => ({ name, text: () => Promise.resolve(source) }) as File

function show(page: React.ReactNode) {
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>{page}</QueryClientProvider>
    </MantineProvider>,
  )
}

const give = (...files: File[]) => {
  const input = document.querySelector('input[type=file]')
  if (input) fireEvent.change(input, { target: { files } })
}

it('says of each thing given what it is, and what was found', async () => {
  show(<Verify />)
  give(file('signed.json'), file('heads.json'), file('key.json'), file('letter.txt', 'Dear Sir'))
  await screen.findByText(en.verify.sound)
  expect(screen.getByText(/Neither a statement/)).toBeTruthy()
  expect(document.querySelectorAll('li[data-verdict=holds]')).toHaveLength(14)
  expect(screen.getByText(en.verify.proves.signed)).toBeTruthy()
})

it('says of a forged statement which line is wrong and of which entry, and claims to prove nothing', async () => {
  show(<Verify />)
  give(file('forged.json', vector('signed.json').replace('"funded":"', '"funded":"1')))
  await screen.findByText(en.verify.wrong)
  const wrong = document.querySelector('li[data-verdict=wrong]')
  expect(wrong?.textContent).toMatch(/Paid in.*is shown, the entries give/)
  expect(screen.queryByText(en.verify.proves.title)).toBeNull()
})

it('verifies an order in place, and only when asked to', async () => {
  readText.mockResolvedValue(vector('signed.json'))
  show(<OrderStatement order={{ id: 'ord_1', timeline: [] } as unknown as Order} />)
  expect(readText).not.toHaveBeenCalled()
  fireEvent.click(screen.getByRole('button', { name: en.verify.order.button }))
  await waitFor(() => expect(document.querySelectorAll('li[data-verdict=holds]')).toHaveLength(12))
  expect(readText).toHaveBeenCalledWith('/api/v1/orders/{id}/statement', { path: { id: 'ord_1' } }, expect.anything())
})

it('takes a key in hexadecimal and in PEM', () => {
  const key = JSON.parse(vector('key.json')) as string
  const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(`302a300506032b6570032100${key}`, 'hex').toString('base64')}\n-----END PUBLIC KEY-----\n`
  for (const source of [key, vector('key.json'), pem]) expect(recognize('key', source)).toMatchObject({ kind: 'key', key })
  expect(recognize('key', pem.replace(/M/, 'N')).kind).toBe('unknown')
})
