import type { Terms } from '../api/shapes'

/** How the parts of a term sheet are told in words; the page gives the reader's language. */
export type TermWords = {
  label(key: string): string
  local(text: Terms['subject']): string
  money(money: { amount: string; currency: string }): string
  country(code: string): string
  language(code: string): string
  day(iso: string): string
  yes(is: boolean): string
  days(count: number): string
  unit(code: string): string
  separator: string
}

export type TermRow = { key: string; section: 'goods' | 'rights' | 'delivery' | 'money' | 'clauses'; label: string; text: string }
export type ComparedRow = TermRow & { before?: string; change: 'same' | 'added' | 'removed' | 'changed' }

/** A term sheet as rows of words, in the order people read it. Keys are stable between versions. */
export function termRows(terms: Terms, words: TermWords): TermRow[] {
  const rows: TermRow[] = []
  const put = (section: TermRow['section'], key: string, label: string, text: string | undefined) => {
    if (text) rows.push({ section, key, label, text })
  }
  put('goods', 'subject', words.label('subject'), words.local(terms.subject))
  terms.lines?.forEach((line, index) => {
    put('goods', `line.${index}`, line.text || `${index + 1}`, `${line.quantity} ${words.unit(line.unit)} × ${words.money(line.price)} = ${words.money(line.amount)}`)
  })
  const { rights } = terms
  if (rights) {
    put('rights', 'rights.kinds', words.label('rights'), rights.rights.join(words.separator))
    put('rights', 'rights.territories', words.label('territories'), rights.territories.map(words.country).join(words.separator))
    put('rights', 'rights.languages', words.label('languages'), rights.languages.map(words.language).join(words.separator))
    put('rights', 'rights.window', words.label('window'), `${words.day(rights.from)} – ${words.day(rights.to)}`)
    put('rights', 'rights.exclusive', words.label('exclusive'), words.yes(rights.exclusive))
    put('rights', 'rights.holdback', words.label('holdback'), rights.holdback)
  }
  put('delivery', 'incoterm', words.label('incoterm'), terms.incoterm && `${terms.incoterm} ${terms.place ?? ''}`.trim())
  put('delivery', 'hs', words.label('hs'), terms.hs)
  put('money', 'total', words.label('total'), words.money(terms.total))
  put('money', 'fee', words.label('fee'), words.label(`feePaidBy.${terms.feePaidBy}`))
  terms.milestones?.forEach((milestone, index) => {
    const parts = [words.money(milestone.amount), words.day(milestone.due), milestone.deliverable, words.days(milestone.inspectionDays)]
    if (milestone.silenceAccepts) parts.push(words.label('silenceAccepts'))
    put('money', `milestone.${index}`, milestone.title, parts.filter(Boolean).join(' · '))
  })
  put('money', 'validUntil', words.label('validUntil'), terms.validUntil && words.day(terms.validUntil))
  for (const clause of terms.clauses ?? []) put('clauses', `clause.${clause.id}`, clause.title, clause.text)
  return rows
}

/** The rows of the newer version, each beside what it was; removed rows stand where they stood. */
export function compareRows(before: TermRow[], after: TermRow[]): ComparedRow[] {
  const old = new Map(before.map((row) => [row.key, row]))
  const kept = new Set(after.map((row) => row.key))
  const rows: ComparedRow[] = after.map((row) => {
    const was = old.get(row.key)
    if (!was) return { ...row, change: 'added' }
    const same = was.text === row.text && was.label === row.label
    return same ? { ...row, change: 'same' } : { ...row, before: was.text, change: 'changed' }
  })
  before.forEach((row, index) => {
    if (kept.has(row.key)) return
    const anchor = before.slice(0, index).findLast((other) => kept.has(other.key))
    const at = anchor ? rows.findIndex((other) => other.key === anchor.key) + 1 : 0
    rows.splice(at, 0, { ...row, text: '', before: row.text, change: 'removed' })
  })
  return rows
}
