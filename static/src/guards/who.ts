import { useTranslation } from 'react-i18next'
import { useMe, useZone } from '../api/session'
import { dayAndClock } from '../time/zones'

/** Who did something: the reader, the system, or somebody by name; where no name is known, by the opaque id in the ledger. */
export function useWho() {
  const { t } = useTranslation()
  const me = useMe()?.person?.id
  return (person: string | undefined, name?: string) => (!person ? t('hold.system') : person === me ? t('hold.you') : name || person)
}

/** "Thu 14 May, 10:20" by the reader's clock. */
export function useWhen() {
  const { i18n } = useTranslation()
  const zone = useZone()
  return (at: string) => dayAndClock(at, zone, i18n.language)
}
