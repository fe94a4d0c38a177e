import { Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import styles from './frame.module.css'
import type { Place } from './navigation'

/** The places for which the phone's bar has no room. */
export function MorePlaces({ places, close }: { places: Place[]; close: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal opened onClose={close} title={t('frame.more')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <ul className={styles.more}>
        {places.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <Link to={to} onClick={close} activeOptions={{ exact: to === '/organizer' }}>
              <Icon size={22} />
              {t(label)}
            </Link>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
