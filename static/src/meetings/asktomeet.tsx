import { Button, Modal, NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { write } from '../api/client'
import { useMe } from '../api/session'
import type { Localized, Slot } from '../api/shapes'
import { languageName, Words } from '../i18n/words'
import styles from './meetings.module.css'
import { useOrganized } from './settingsquery'
import { SlotPicker } from './slotpicker'

export type Invitee = { org: string; name: Localized; zone?: string; languages: string[]; booth?: string; item?: string }

const longest = 500
const mostSlots = 3

/** Proposes a meeting: why, in which language, and up to three times both sides have free. */
export function AskToMeet({ opened, close, invitee }: { opened: boolean; close: () => void; invitee: Invitee }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="lg"
      title={
        <>
          {t('ask.title')} <Words of={invitee.name} />
        </>
      }
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Proposal invitee={invitee} close={close} />
    </Modal>
  )
}

function Proposal({ invitee, close }: { invitee: Invitee; close: () => void }) {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const organized = useOrganized()
  const spoken = [...new Set([...invitee.languages, 'en', 'zh-Hans'])]
  const [reason, setReason] = useState('')
  const [language, setLanguage] = useState(spoken.find((code) => me?.person?.languages?.includes(code)) ?? spoken[0] ?? 'en')
  const [slots, setSlots] = useState<Slot[]>([])
  const send = useChange(
    () =>
      write('post', '/api/v1/meeting-requests', {
        body: { exhibition: me?.exhibition, invitee: invitee.org, booth: invitee.booth, item: invitee.item, reason: reason.trim(), language, slots },
      }),
    { refresh: [['requests'], ['suggestions'], ['slots']], told: t('ask.sent'), done: close },
  )
  return (
    <div className={styles.form}>
      <Textarea
        data-autofocus
        label={t('ask.reason')}
        description={t('ask.left', { count: longest - reason.length })}
        maxLength={longest}
        minRows={3}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('ask.language')}
        data={spoken.map((code) => ({ value: code, label: languageName(code, i18n.language) }))}
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value)}
      />
      {organized && <p className="quiet">{t('ask.organized')}</p>}
      <SlotPicker org={invitee.org} theirZone={invitee.zone} chosen={slots} most={mostSlots} choose={setSlots} />
      <Button disabled={!reason.trim() || (slots.length === 0 && !organized)} loading={send.isPending} onClick={() => send.mutate()}>
        {slots.length === 0 ? t('ask.sendAny') : t('ask.send', { count: slots.length })}
      </Button>
    </div>
  )
}
