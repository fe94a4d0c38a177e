import { cleanup } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, vi } from 'vitest'
import en from './i18n/en.json'
import office from './i18n/office/en.json'

// What every test that draws stands on: a screen that never changes, which jsdom does not have, and all words in English.
const still = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }
class Unwatched {
  observe() {}
  unobserve() {}
  disconnect() {}
}

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => still)
  vi.stubGlobal('ResizeObserver', Unwatched)
  return i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: { ...en, ...office } } } })
})
afterEach(cleanup)
