import { Button, Modal, Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

type Props = {
  label: string
  /** What follows. */
  words: string
  /** What the reason is asked for, and who reads it. */
  reason: string
  hint?: string
  most?: number
  pending: boolean
  outline?: boolean
  stops?: boolean
  /** What else has to be said stands between the words and the reason. */
  children?: ReactNode
  act: (reason: string, done: () => void) => void
}

/** A button for what has to be explained: it says what follows, and nothing is sent without a reason. */
export function Because({ label, words, reason, hint, most = 256, pending, outline, stops, children, act }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const given = typed.trim()
  const color = stops ? 'vermilion' : undefined
  return (
    <>
      <Button variant={outline ? 'outline' : undefined} color={color} onClick={() => setAsking(true)}>
        {label}
      </Button>
      {asking && (
        <Modal opened onClose={() => setAsking(false)} title={label} closeButtonProps={{ 'aria-label': t('action.close') }}>
          <form
            onSubmit={(event) => {
              event.preventDefault()
              if (given) act(given, () => setAsking(false))
            }}
          >
            <p>{words}</p>
            {children}
            <Textarea data-autofocus required label={reason} description={hint} maxLength={most} rows={3} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
            <Button type="submit" mt="md" fullWidth color={color} disabled={!given} loading={pending}>
              {label}
            </Button>
          </form>
        </Modal>
      )}
    </>
  )
}
