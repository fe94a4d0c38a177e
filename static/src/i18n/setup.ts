import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export const languages = [
  { code: 'en', name: 'English', direction: 'ltr' },
  { code: 'zh-Hans', name: '简体中文', direction: 'ltr' },
  { code: 'ar', name: 'العربية', direction: 'rtl' },
] as const
export type Language = (typeof languages)[number]['code']

const choice = 'fairground.language'

type Dictionary = Record<Language, () => Promise<{ default: object }>>

/** What everybody reads. */
const common: Dictionary = {
  en: () => import('./en.json'),
  'zh-Hans': () => import('./zh-Hans.json'),
  ar: () => import('./ar.json'),
}

/** What only the offices read: clearing, compliance, arbitration, the books. It comes with their first page. */
const office: Dictionary = {
  en: () => import('./office/en.json'),
  'zh-Hans': () => import('./office/zh-Hans.json'),
  ar: () => import('./office/ar.json'),
}

/** What only organizers read: the schedule board, applications, campaigns, settings. It comes with the first of their pages. */
const organizer: Dictionary = {
  en: () => import('./organizer/en.json'),
  'zh-Hans': () => import('./organizer/zh-Hans.json'),
  ar: () => import('./organizer/ar.json'),
}

/** The dictionaries this visit has needed so far; their keys stand beside each other. */
const needed = new Set([common])
const loaded = new Set<() => Promise<unknown>>()

async function load(language: Language) {
  await Promise.all(
    [...needed].map(async (dictionary) => {
      const fetch = dictionary[language]
      if (loaded.has(fetch)) return
      const words = await fetch()
      i18next.addResourceBundle(language, 'translation', words.default, true)
      loaded.add(fetch)
    }),
  )
}

/** A dictionary that comes with a page, in English and in the language that is spoken. */
const also = (dictionary: Dictionary) => async () => {
  needed.add(dictionary)
  await Promise.all([load('en'), load(i18next.language as Language)])
}

export const officeWords = also(office)
export const organizerWords = also(organizer)

/** The language of ours that serves a list of wishes ("zh-CN", "de-DE") best; English when none does. */
export function bestLanguage(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const primary = wish.toLowerCase().split(/[-_]/)[0]
    const found = languages.find(({ code }) => code.toLowerCase().split('-')[0] === primary)
    if (found) return found.code
  }
  return 'en'
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return languages.find(({ code }) => code === language)?.direction ?? 'ltr'
}

/** Loads the words, then switches, so that no page shows keys in between. */
export async function speak(language: Language) {
  await load(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}

/** Remembers a choice made by hand; it wins over the browser's wishes next time. */
export function choose(language: Language): Promise<void> {
  localStorage.setItem(choice, language)
  return speak(language)
}

export function chosen(): Language | undefined {
  const kept = localStorage.getItem(choice)
  return languages.find(({ code }) => code === kept)?.code
}

export async function startWords() {
  const language = chosen() ?? bestLanguage(navigator.languages)
  await i18next.use(initReactI18next).init({
    resources: {},
    lng: language,
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await load('en')
  await speak(language)
}
