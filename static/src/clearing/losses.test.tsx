// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { bankAnswers } from '../../e2e/bankworld'
import en from '../i18n/en.json'
import office from '../i18n/office/en.json'
import { Losses } from './losses'

const { read, write } = vi.hoisted(() => ({ read: vi.fn(), write: vi.fn() }))
vi.mock('../api/client', () => ({ read, write }))

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }))
  return i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: { ...en, ...office } } } })
})
afterEach(cleanup)

it('a loss is proposed in any currency that lies at the bank, also where the rail names none', async () => {
  read.mockImplementation((path: string) => Promise.resolve(path === '/api/v1/nostro' ? bankAnswers['/api/v1/nostro'] : { items: [] }))
  write.mockResolvedValue({})
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
  queries.setQueryData(['me'], { csrf: '', person: { id: 'per_me', zone: 'Europe/Berlin' }, grants: [{ role: 'clearing_maker' }] })
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <Losses />
      </QueryClientProvider>
    </MantineProvider>,
  )
  fireEvent.click(screen.getByRole('button', { name: office.losses.propose }))
  await screen.findByRole('option', { name: 'EUR' })
  fireEvent.change(screen.getByLabelText(office.losses.currency), { target: { value: 'EUR' } })
  fireEvent.change(screen.getByLabelText('Amount in EUR', { exact: false }), { target: { value: '35.00' } })
  fireEvent.change(screen.getByLabelText(office.losses.evidence, { exact: false }), { target: { value: 'FEE-1' } })
  fireEvent.click(screen.getByRole('button', { name: office.suspense.propose }))
  await waitFor(() => expect(write).toHaveBeenCalledWith('post', '/api/v1/clearing/losses', { body: { amount: { amount: '35.00', currency: 'EUR' }, evidence: 'FEE-1', note: undefined } }))
})
