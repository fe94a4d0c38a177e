import { Fragment, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Offer } from '../api/shapes'
import { countryName, languageName, useWords } from '../i18n/words'
import { moneyText } from '../money/money'
import styles from './deals.module.css'
import { redline } from './redline'
import { compareRows, termRows, type TermRow, type TermWords } from './termrows'

const sections: TermRow['section'][] = ['goods', 'rights', 'delivery', 'money', 'clauses']

export function useTermWords(): TermWords {
  const { t, i18n } = useTranslation()
  const local = useWords()
  return useMemo(() => {
    const language = i18n.language
    const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
    return {
      label: (key) => t(`term.${key}`),
      local,
      money: (money) => moneyText(money, language),
      country: (code) => (code === 'WORLD' ? t('term.world') : countryName(code, language)),
      language: (code) => languageName(code, language),
      day: (iso) => (Number.isNaN(Date.parse(iso)) ? iso : days.format(new Date(iso))),
      yes: (is) => t(is ? 'term.yes' : 'term.no'),
      days: (count) => t('term.inspection', { count }),
      unit: (code) => t(`unit.${code}`, { defaultValue: code }),
      separator: t('list.separator'),
    }
  }, [i18n.language, local, t])
}

/** A version of the terms, with what changed against another one marked in the text. */
export function TermSheet({ offer, against }: { offer: Offer; against?: Offer }) {
  const { t } = useTranslation()
  const words = useTermWords()
  const rows = compareRows(termRows((against ?? offer).terms, words), termRows(offer.terms, words))
  return (
    <div className={styles.terms}>
      {sections.map((section) => {
        const own = rows.filter((row) => row.section === section)
        if (own.length === 0) return null
        return (
          <section key={section} aria-label={t(`term.section.${section}`)}>
            <h3>{t(`term.section.${section}`)}</h3>
            <dl>
              {own.map((row) => (
                <div key={row.key} className={styles.term} data-change={row.change === 'same' ? undefined : row.change}>
                  <dt>
                    <bdi>{row.label}</bdi>
                    {row.change !== 'same' && <span className={styles.change}>{t(`redline.${row.change}`)}</span>}
                  </dt>
                  <dd dir="auto">{row.change === 'same' ? row.text : <Marked before={row.before ?? ''} after={row.text} />}</dd>
                </div>
              ))}
            </dl>
          </section>
        )
      })}
    </div>
  )
}

export function countChanges(offer: Offer, against: Offer | undefined, words: TermWords): number {
  if (!against) return 0
  return compareRows(termRows(against.terms, words), termRows(offer.terms, words)).filter((row) => row.change !== 'same').length
}

function Marked({ before, after }: { before: string; after: string }) {
  return redline(before, after).map((piece, index) => (
    <Fragment key={index}>
      {piece.kind === 'same' && piece.text}
      {piece.kind === 'added' && <ins>{piece.text}</ins>}
      {piece.kind === 'removed' && <del>{piece.text}</del>}
    </Fragment>
  ))
}
