import { useTranslation } from 'react-i18next'
import { dateName } from '../time/zones'

/** Days as banks write them, "2026-05-14": a date of the calendar in no zone, shown in the reader's order. */
export function useDay(): (day: string) => string {
  const { i18n } = useTranslation()
  return (day) => (day ? dateName(`${day}T00:00:00Z`, 'UTC', i18n.language) : '')
}
