import { useTranslation } from 'react-i18next'
import styles from './seal.module.css'

/**
 * A signature's impression: the first eight characters of the content hash, cut like a square seal. The same mark stands
 * on the term sheet, on documents and on the deal wall.
 */
export function Seal({ hash, by, size = 76, fresh }: { hash: string; by?: string; size?: number; fresh?: boolean }) {
  const { t } = useTranslation()
  const cut = hash.replace(/^sha256:/, '').slice(0, 8).padEnd(8, '·')
  const rows = [cut.slice(0, 4), cut.slice(4)]
  return (
    <svg
      className={fresh ? styles.pressed : undefined}
      width={size}
      height={size}
      viewBox="0 0 76 76"
      role="img"
      aria-label={by ? t('seal.signedBy', { name: by, hash: cut }) : t('seal.signed', { hash: cut })}
    >
      <path className={styles.ground} d="M4 6.5 9 3l22 1.5L46 3l24 1.5L73 9l-1.5 20L73 47l-1 22-4 4-22-1-15 1.5L8 72l-4.5-4L5 44 3 27z" />
      <path className={styles.edge} d="M10 10h56v56H10z" />
      {rows.map((row, index) => (
        <text key={row + index} className={styles.cut} x="38" y={30 + index * 22}>
          {row}
        </text>
      ))}
    </svg>
  )
}
