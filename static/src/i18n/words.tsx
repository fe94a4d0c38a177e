import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Localized } from '../api/shapes'

/** The reader's version of a localized text and the language it is in; another language when theirs is missing. */
export function wordsOf(text: Localized | undefined, language: string): { text: string; language: string } {
  if (!text) return { text: '', language }
  for (const code of [language, 'en', 'zh-Hans', 'ar'] as const) {
    const found = text[code as keyof Localized]
    if (found) return { text: found, language: code }
  }
  return { text: '', language }
}

/** A text of the exhibition's people, marked with its own language and direction when it is not the reader's. */
export function Words({ of, mark }: { of: Localized | undefined; mark?: boolean }) {
  const { t, i18n } = useTranslation()
  const { text, language } = wordsOf(of, i18n.language)
  if (language === i18n.language) return <bdi>{text}</bdi>
  return (
    <bdi lang={language}>
      {text}
      {mark && <small className="quiet"> {t('words.only', { language: languageName(language, i18n.language) })}</small>}
    </bdi>
  )
}

export function useWords(): (text: Localized | undefined) => string {
  const { language } = useTranslation().i18n
  return useCallback((text) => wordsOf(text, language).text, [language])
}

/** "German" for "de", in the reader's language. */
export function languageName(code: string, reader: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}

/** "Germany" for "DE", in the reader's language. */
export function countryName(code: string, reader: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}
