import { Button, Modal } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** A button for what cannot be taken back: it says what follows, shows what exactly where there is something to show, and asks once. */
export function Sure({ label, words, pending, outline, children, act }: { label: string; words: string; pending: boolean; outline?: boolean; children?: ReactNode; act: (done: () => void) => void }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button variant={outline ? 'outline' : undefined} onClick={() => setAsking(true)}>
        {label}
      </Button>
      {asking && (
        <Modal opened onClose={() => setAsking(false)} title={label} closeButtonProps={{ 'aria-label': t('action.close') }}>
          <p>{words}</p>
          {children}
          <Button data-autofocus fullWidth loading={pending} onClick={() => act(() => setAsking(false))}>
            {t('order.surely')}
          </Button>
        </Modal>
      )}
    </>
  )
}
