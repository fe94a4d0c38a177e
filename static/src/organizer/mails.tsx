import { Badge, Button, Modal } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useZone } from '../api/session'
import type { List, Mail } from '../api/shapes'
import { Page } from '../app/page'
import { Empty, Failed, Loaded, Loading } from '../states/states'
import { dayAndClock } from '../time/zones'
import styles from './mails.module.css'
import { colourOf, mayResend, states, type MailState, type Summary } from './mailstates'

/** Every mail the fair sent or is about to send, and what became of it; what did not arrive goes out again with one press. */
export function Mails() {
  const { t } = useTranslation()
  const [state, setState] = useState<MailState | ''>('')
  const [open, setOpen] = useState<Mail>()
  const counts = useQuery({ queryKey: ['outbox', 'summary'], queryFn: ({ signal }) => read<Summary>('/api/v1/outbox/summary', {}, signal), refetchInterval: 15_000 })
  const mails = useInfiniteQuery({
    queryKey: ['outbox', 'list', state],
    queryFn: ({ signal, pageParam }) => read<List<Mail>>('/api/v1/outbox', { query: { ...(state && { state }), ...(pageParam && { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
    refetchInterval: 15_000,
  })
  const items = mails.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page title={t('nav.mails')}>
      {counts.data && !counts.data.server && <p className="quiet">{t('mails.noServer')}</p>}
      <States counts={counts.data?.states ?? {}} chosen={state} choose={setState} />
      {mails.isError && !mails.data ? (
        <Failed failure={mails.error} again={() => void mails.refetch()} />
      ) : !mails.data ? (
        <Loading />
      ) : items.length === 0 ? (
        <Empty title={t(state ? 'mails.noneSo' : 'mails.empty')} />
      ) : (
        <ul className={styles.mails}>
          {items.map((mail) => (
            <Line key={mail.id} mail={mail} open={() => setOpen(mail)} />
          ))}
        </ul>
      )}
      {mails.hasNextPage && (
        <Button mt="md" variant="outline" loading={mails.isFetchingNextPage} onClick={() => void mails.fetchNextPage()}>
          {t('mails.older')}
        </Button>
      )}
      {open && <Letter mail={open} close={() => setOpen(undefined)} />}
    </Page>
  )
}

/** The states as buttons with their counts; the ones that went wrong in the colour of what is urgent. */
function States({ counts, chosen, choose }: { counts: Partial<Record<MailState, number>>; chosen: MailState | ''; choose: (state: MailState | '') => void }) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <div className={styles.states} role="group" aria-label={t('mails.which')}>
      <button type="button" aria-pressed={chosen === ''} onClick={() => choose('')}>
        {t('mails.all')}
      </button>
      {states
        .filter((state) => counts[state] || chosen === state)
        .map((state) => (
          <button key={state} type="button" data-grave={colourOf(state) === 'vermilion' || undefined} aria-pressed={chosen === state} onClick={() => choose(state)}>
            {t(`mails.state.${state}`)} <bdi className="number">{number.format(counts[state] ?? 0)}</bdi>
          </button>
        ))}
    </div>
  )
}

function Line({ mail, open }: { mail: Mail; open: () => void }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const when = (at: string) => dayAndClock(at, zone, i18n.language)
  return (
    <li>
      <button type="button" className={styles.open} onClick={open}>
        <span>
          <strong dir="auto">{mail.subject}</strong>
          <span className="quiet">
            <bdi>{mail.to}</bdi>
          </span>
          {mail.lastError && (
            <span className={styles.error} dir="auto">
              {mail.lastError}
            </span>
          )}
        </span>
        <Badge color={colourOf(mail.state)}>{t(`mails.state.${mail.state}`, { defaultValue: mail.state })}</Badge>
        <span className="quiet">
          {when(mail.sentAt ?? mail.at)}
          {mail.due && (mail.state === 'waiting' || mail.state === 'queued') && <small>{t('mails.due', { when: when(mail.due) })}</small>}
          {mail.attempts > 1 && <small>{t('mails.attempts', { count: mail.attempts })}</small>}
        </span>
      </button>
      {mayResend(mail.state) && <Resend mail={mail} />}
    </li>
  )
}

function Resend({ mail }: { mail: Mail }) {
  const { t } = useTranslation()
  const again = useChange(() => write('post', '/api/v1/outbox/{id}/resend', { path: { id: mail.id } }), { refresh: [['outbox']], told: t('mails.resent') })
  return (
    <Button size="sm" h={44} variant="outline" loading={again.isPending} aria-label={t('mails.resendTo', { to: mail.to })} onClick={() => again.mutate()}>
      {t('mails.resend')}
    </Button>
  )
}

function Letter({ mail, close }: { mail: Mail; close: () => void }) {
  const { t } = useTranslation()
  const full = useQuery({ queryKey: ['outbox', mail.id], queryFn: ({ signal }) => read<Mail>('/api/v1/outbox/{id}', { path: { id: mail.id } }, signal) })
  return (
    <Modal opened onClose={close} size="lg" title={mail.subject} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Loaded query={full}>{({ text }) => <pre className={styles.letter} dir="auto">{text}</pre>}</Loaded>
      {(mail.state === 'sent' || mail.state === 'kept') && <Resend mail={mail} />}
    </Modal>
  )
}
