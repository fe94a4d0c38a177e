import ar from '../src/i18n/ar.json' with { type: 'json' }
import en from '../src/i18n/en.json' with { type: 'json' }
import officeAr from '../src/i18n/office/ar.json' with { type: 'json' }
import officeEn from '../src/i18n/office/en.json' with { type: 'json' }
import officeZh from '../src/i18n/office/zh-Hans.json' with { type: 'json' }
import organizerAr from '../src/i18n/organizer/ar.json' with { type: 'json' }
import organizerEn from '../src/i18n/organizer/en.json' with { type: 'json' }
import organizerZh from '../src/i18n/organizer/zh-Hans.json' with { type: 'json' }
import zh from '../src/i18n/zh-Hans.json' with { type: 'json' }

const dictionaries = { en: { ...en, ...officeEn, ...organizerEn }, 'zh-Hans': { ...zh, ...officeZh, ...organizerZh }, ar: { ...ar, ...officeAr, ...organizerAr } }

export type Words = (key: string, values?: Record<string, string | number>) => string

/** The client's own words, so that a test presses the button the reader of that language sees. */
export function wordsIn(language: keyof typeof dictionaries): Words {
  const rules = new Intl.PluralRules(language)
  const find = (path: string) => path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], dictionaries[language])
  return (key, values = {}) => {
    const text = (typeof values.count === 'number' ? find(`${key}_${rules.select(values.count)}`) : undefined) ?? find(key)
    if (typeof text !== 'string') throw new Error(`there is no "${key}" in ${language}`)
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
  }
}
