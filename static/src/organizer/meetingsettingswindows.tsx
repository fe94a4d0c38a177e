import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './meetingsettings.module.css'
import { nextRow, type Row } from './venueclock'

/** Days with their hours at the venue; without a row something else holds, which `empty` says. */
export function Windows({ rows, wrong, first, set, empty }: { rows: Row[]; wrong: number[]; first: string; set: (rows: Row[]) => void; empty: string }) {
  const { t } = useTranslation()
  const alter = (index: number, part: Partial<Row>) => set(rows.map((row, at) => (at === index ? { ...row, ...part } : row)))
  return (
    <div className={styles.windows}>
      {rows.length === 0 && <p className="quiet">{empty}</p>}
      <ul>
        {rows.map((row, index) => (
          <li key={index} data-wrong={wrong.includes(index) || undefined}>
            <TextInput type="date" required withAsterisk={false} aria-label={t('programme.day')} value={row.day} onChange={(event) => alter(index, { day: event.currentTarget.value })} />
            <span className={styles.span}>
              <TextInput type="time" required withAsterisk={false} aria-label={t('editor.from')} value={row.from} onChange={(event) => alter(index, { from: event.currentTarget.value })} />
              <span aria-hidden="true">–</span>
              <TextInput type="time" required withAsterisk={false} aria-label={t('editor.to')} value={row.to} onChange={(event) => alter(index, { to: event.currentTarget.value })} />
            </span>
            <Button variant="subtle" color="gray" onClick={() => set(rows.filter((_, at) => at !== index))}>
              {t('editor.remove')}
            </Button>
          </li>
        ))}
      </ul>
      {wrong.length > 0 && (
        <p className="live" role="alert">
          {t('meetingSettings.windowsWrong')}
        </p>
      )}
      <Button variant="outline" onClick={() => set([...rows, nextRow(rows, first)])}>
        {t('meetingSettings.addWindow')}
      </Button>
    </div>
  )
}
