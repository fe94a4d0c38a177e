import { useTranslation } from 'react-i18next'
import { useMe, useZone } from '../api/session'
import { dayAndClock } from '../time/zones'

/** Who did something: the reader, the system, or the opaque id the ledger knows a person by. */
export function useWho() {
  const { t } = useTranslation()
  const me = useMe()?.person?.id
  return (person: string | undefined) => (!person ? t('hold.system') : person === me ? t('hold.you') : person)
}

/** "Thu 14 May, 10:20" by the reader's clock. */
export function useWhen() {
  const { i18n } = useTranslation()
  const zone = useZone()
  return (at: string) => dayAndClock(at, zone, i18n.language)
}
