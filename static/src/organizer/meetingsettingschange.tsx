import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SettingsChange } from '../meetings/shapes'
import styles from './meetingsettings.module.css'

/** What takes something from somebody stands in the colour of what is urgent. */
const grave = new Set(['slot_gone', 'off_grid', 'over_table', 'over_max', 'becomes_pending'])

/** What stays as it is is told beside the rest, but asks for no confirmation by itself. */
const unchanged = new Set(['keeps_time', 'still_waits', 'stays_unscheduled'])

export const touches = (changes: SettingsChange[]) => changes.some(({ code, count }) => count > 0 && !unchanged.has(code))

/** What a change of the settings does to the meetings that stand, before it is confirmed. */
export function WhatChanges({ changes, pending, confirm, close }: { changes: SettingsChange[]; pending: boolean; confirm: () => void; close: () => void }) {
  const { t } = useTranslation()
  const shown = changes.filter(({ count }) => count > 0)
  return (
    <Modal opened onClose={close} size="lg" title={t('meetingSettings.changes')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <ul className={styles.changes}>
        {shown.map(({ code, count, meetings }) => (
          <li key={code} data-grave={grave.has(code) || undefined}>
            <span>{t([`meetingSettings.change.${code}`, 'meetingSettings.change.other'], { count })}</span>
            {meetings && meetings.length > 0 && (
              <details>
                <summary>{t('meetingSettings.which')}</summary>
                <code>{meetings.join(', ')}</code>
              </details>
            )}
          </li>
        ))}
      </ul>
      <p className="quiet">{t('meetingSettings.kept')}</p>
      <div className={styles.save}>
        <Button loading={pending} onClick={confirm}>
          {t('meetingSettings.confirm')}
        </Button>
        <Button variant="subtle" onClick={close}>
          {t('action.cancel')}
        </Button>
      </div>
    </Modal>
  )
}
