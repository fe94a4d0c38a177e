import { useTranslation } from 'react-i18next'
import styles from './sandbox.module.css'

/** Stands wherever amounts of the demo rail are shown. */
export function Sandbox() {
  const { t } = useTranslation()
  return <p className={styles.sandbox}>{t('order.sandbox')}</p>
}
