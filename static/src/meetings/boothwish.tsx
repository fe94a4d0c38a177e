import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../api/session'
import styles from './meetings.module.css'
import { WishControl, wishesQuery } from './wishcontrol'

/** My wish about the company whose booth I stand at. */
export function BoothWish({ org, name }: { org: string; name: string }) {
  const { t } = useTranslation()
  const me = useMe()
  const mine = Boolean(me?.person) && holds(me, 'buyer', 'exhibitor')
  const wishes = useQuery({ ...wishesQuery(me?.exhibition ?? ''), enabled: mine })
  if (!mine || !wishes.data) return null
  return (
    <div className={styles.boothWish}>
      <WishControl org={org} name={name} want={wishes.data.items.find((wish) => wish.org === org)?.want ?? 'none'} />
      <span className="quiet">{t('wishes.secret')}</span>
    </div>
  )
}
