import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './panel.module.css'

export type Measure = 'report' | 'remove' | 'ban'

/** A reason, and what follows from it: everybody may report, those who keep order send away as well. */
export function Discipline({ name, measures, act }: { name: string; measures: Measure[]; act: (measure: Measure, reason: string) => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const take = (measure: Measure) => {
    act(measure, reason.trim())
    setReason('')
  }
  return (
    <div className={styles.acts}>
      <input className={styles.reason} aria-label={t('people.reasonFor', { name })} placeholder={t('people.reason')} value={reason} maxLength={500} dir="auto" onChange={(event) => setReason(event.currentTarget.value)} />
      {measures.includes('report') && (
        <button type="button" className={styles.small} disabled={!reason.trim()} onClick={() => take('report')}>
          {t('people.report')}
        </button>
      )}
      {measures.includes('remove') && (
        <button type="button" className={styles.small} onClick={() => take('remove')} aria-label={t('room.removeOther', { name })}>
          {t('room.remove')}
        </button>
      )}
      {measures.includes('ban') && (
        <button type="button" className={styles.small} data-danger onClick={() => take('ban')}>
          {t('people.ban')}
        </button>
      )}
    </div>
  )
}
