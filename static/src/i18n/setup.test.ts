import { expect, it } from 'vitest'
import { bestLanguage, directionOf } from './setup'
import { countryName, languageName, wordsOf } from './words'

it.each([
  [['zh-CN', 'en'], 'zh-Hans'],
  [['de-DE', 'ar-EG', 'en'], 'ar'],
  [['de-DE'], 'en'],
  [[], 'en'],
])('serves %j with %s', (wishes, language) => {
  expect(bestLanguage(wishes)).toBe(language)
})

it('knows which language runs from the right', () => {
  expect(directionOf('ar')).toBe('rtl')
  expect(directionOf('zh-Hans')).toBe('ltr')
})

it('shows another language rather than nothing, and says which', () => {
  expect(wordsOf({ 'zh-Hans': '太湖影视' }, 'en')).toEqual({ text: '太湖影视', language: 'zh-Hans' })
  expect(wordsOf({ en: 'Lake Studio', 'zh-Hans': '太湖影视' }, 'zh-Hans')).toEqual({ text: '太湖影视', language: 'zh-Hans' })
  expect(wordsOf(undefined, 'ar')).toEqual({ text: '', language: 'ar' })
})

it('names languages and countries, and survives codes nobody knows', () => {
  expect(languageName('de', 'en')).toBe('German')
  expect(countryName('DE', 'zh-Hans')).toBe('德国')
  expect(countryName('not a code', 'en')).toBe('not a code')
})
