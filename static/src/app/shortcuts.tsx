import { Kbd, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './frame.module.css'
import type { Place } from './navigation'

/** The sheet behind "?": every place with its key, and the keys of a room. */
export function ShortcutSheet({ places, close }: { places: Place[]; close: () => void }) {
  const { t } = useTranslation()
  const room = ['m', 'v', 's', 'h', 'g', 'c', 'p', 'd', 'i', 't', 'l', '/'] as const
  return (
    <Modal opened onClose={close} title={t('shortcuts.title')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <h3 className={styles.sheetHead}>{t('shortcuts.places')}</h3>
      <dl className={styles.keys}>
        {places.map((place) => (
          <div key={place.to}>
            <dt>
              <Kbd>Alt</Kbd> + <Kbd>{place.key.toUpperCase()}</Kbd>
            </dt>
            <dd>{t(place.label)}</dd>
          </div>
        ))}
      </dl>
      {places.some(({ to }) => to === '/organizer/schedule') && (
        <>
          <h3 className={styles.sheetHead}>{t('nav.schedule')}</h3>
          <p>{t('shortcuts.schedule')}</p>
        </>
      )}
      {places.some(({ to }) => to === '/clearing') && (
        <>
          <h3 className={styles.sheetHead}>{t('nav.clearing')}</h3>
          <p>{t('work.keys')}</p>
        </>
      )}
      <h3 className={styles.sheetHead}>{t('shortcuts.room')}</h3>
      <dl className={styles.keys}>
        {room.map((key) => (
          <div key={key}>
            <dt>
              <Kbd>{key === '/' ? key : `Alt + Shift + ${key.toUpperCase()}`}</Kbd>
            </dt>
            <dd>{t(`shortcuts.key.${key === '/' ? 'command' : key}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
