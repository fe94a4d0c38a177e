import { useTranslation } from 'react-i18next'
import { useZone } from '../api/session'
import { dayBefore } from '../books/days'
import { dateAndClock, dateName } from '../time/zones'
import type { Proposal } from './suspenseshapes'

/** Parameters of commands that are instants, in milliseconds. */
const instants = ['from']
/** Instants at which the ledger's day begins: what is meant are the days before. */
const days = ['until']
/** Parameters in hundredths of a percent. */
const basisPoints = ['rate', 'bp']

/** All else a proposed command says, named and formatted; what is not known here is shown as the command has it. */
export function useDetails() {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const value = (name: string, text: string | undefined, number: number | undefined): string => {
    if (text) return i18n.exists(`proposals.value.${text}`) ? t(`proposals.value.${text}`) : text
    const n = number ?? 0
    if (days.includes(name)) return dateName(`${dayBefore(n)}T00:00:00Z`, 'UTC', i18n.language)
    if (instants.includes(name)) return dateAndClock(n, zone, i18n.language)
    if (basisPoints.includes(name)) return new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 2 }).format(n / 10_000)
    return new Intl.NumberFormat(i18n.language).format(n)
  }
  return ({ details }: Proposal) =>
    (details ?? []).map(({ name, text, number }) => ({ name, term: i18n.exists(`proposals.detail.${name}`) ? t(`proposals.detail.${name}`) : name, value: value(name, text, number) }))
}
