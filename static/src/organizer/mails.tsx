import { Badge, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useZone } from '../api/session'
import type { List, Mail } from '../api/shapes'
import { Page } from '../app/page'
import { Empty, Loaded } from '../states/states'
import { clock, dayName } from '../time/zones'
import styles from './organizer.module.css'

/** Every mail the fair sent or is about to send, and what became of it. */
export function Mails() {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const [open, setOpen] = useState<Mail>()
  const mails = useQuery({ queryKey: ['outbox'], queryFn: ({ signal }) => read<List<Mail>>('/api/v1/outbox', {}, signal), refetchInterval: 15_000 })
  return (
    <Page title={t('nav.mails')}>
      <Loaded query={mails} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('mails.empty')} /> }}>
        {({ items }) => (
          <ul className={styles.mails}>
            {items.map((mail) => (
              <li key={mail.id}>
                <button type="button" onClick={() => setOpen(mail)}>
                  <span>
                    <strong dir="auto">{mail.subject}</strong>
                    <span className="quiet">
                      <bdi>{mail.to}</bdi>
                    </span>
                  </span>
                  <Badge color="celadon">{t(`mails.state.${mail.state}`, { defaultValue: mail.state })}</Badge>
                  <span className="quiet">
                    {dayName(mail.at, zone, i18n.language)}, {clock(mail.at, zone, i18n.language)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {open && <Letter mail={open} close={() => setOpen(undefined)} />}
    </Page>
  )
}

function Letter({ mail, close }: { mail: Mail; close: () => void }) {
  const { t } = useTranslation()
  const full = useQuery({ queryKey: ['outbox', mail.id], queryFn: ({ signal }) => read<Mail>('/api/v1/outbox/{id}', { path: { id: mail.id } }, signal) })
  return (
    <Modal opened onClose={close} size="lg" title={mail.subject} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Loaded query={full}>{({ text }) => <pre className={styles.letter} dir="auto">{text}</pre>}</Loaded>
    </Modal>
  )
}
