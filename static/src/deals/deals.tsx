import { Badge, Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useMe } from '../api/session'
import type { Deal, List, MeetingRequest } from '../api/shapes'
import { Page } from '../app/page'
import { Seal } from '../face/seal'
import { useWords, Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { Empty, Loaded } from '../states/states'
import styles from './deals.module.css'

/** Every negotiation of my organization, with whose move it is. */
export function Deals() {
  const { t } = useTranslation()
  const me = useMe()
  const [opening, setOpening] = useState(false)
  const deals = useQuery({
    queryKey: ['deals'],
    queryFn: ({ signal }) => read<List<Deal>>('/api/v1/deals', {}, signal),
    enabled: Boolean(me?.person),
    refetchInterval: 30_000,
  })
  return (
    <Page
      title={t('nav.deals')}
      aside={
        <Button variant="outline" onClick={() => setOpening(true)}>
          {t('deals.open')}
        </Button>
      }
    >
      <Loaded query={deals} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('deals.empty')}>{t('deals.emptyWords')}</Empty> }}>
        {({ items }) => (
          <ul className={styles.deals}>
            {items.map((deal) => (
              <Row key={deal.id} deal={deal} own={me?.organization?.id} />
            ))}
          </ul>
        )}
      </Loaded>
      {opening && <Open close={() => setOpening(false)} />}
    </Page>
  )
}

function Row({ deal, own }: { deal: Deal; own?: string }) {
  const { t } = useTranslation()
  const other = deal.buyer.org === own ? deal.seller : deal.buyer
  const current = deal.versions?.find(({ n }) => n === deal.current)
  const seal = deal.signatures?.[0]
  return (
    <li>
      <Link to="/deals/$deal" params={{ deal: deal.id }} className={styles.dealRow}>
        <span className={styles.dealName}>
          <strong>{deal.title}</strong>
          <span className="quiet">
            <Words of={other.orgName} />
          </span>
        </span>
        <span>{current && <Amount money={current.terms.total} strong />}</span>
        <Badge color={deal.state === 'negotiating' ? 'gray' : deal.state === 'abandoned' || deal.state === 'lapsed' ? 'gray' : 'celadon'}>{t(`deal.state.${deal.state}`)}</Badge>
        <span className={styles.dealSeal}>{seal && <Seal hash={seal.hash} by={seal.name} size={48} />}</span>
      </Link>
    </li>
  )
}

/** A deal begins with somebody one has met. */
function Open({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const me = useMe()
  const navigate = useNavigate()
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState<Deal['kind']>('work')
  const [meeting, setMeeting] = useState('')
  const met = useQuery({
    queryKey: ['requests', 'all'],
    queryFn: ({ signal }) => read<List<MeetingRequest>>('/api/v1/meeting-requests', { query: { box: 'all' } }, signal),
  })
  const own = me?.organization?.id
  const partners = (met.data?.items ?? []).filter((request) => request.starts)
  const open = useChange(() => write<Deal>('post', '/api/v1/deals', { body: { exhibition: me?.exhibition, meeting, title: title.trim(), kind } }), {
    refresh: [['deals']],
    done: (deal) => void navigate({ to: '/deals/$deal', params: { deal: deal.id } }),
  })
  return (
    <Modal opened onClose={close} title={t('deals.open')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <div className={styles.form}>
        <NativeSelect
          label={t('deals.with')}
          description={t('deals.withWords')}
          value={meeting}
          onChange={(event) => setMeeting(event.currentTarget.value)}
          data={[
            { value: '', label: t('register.choose') },
            ...partners.map((request) => ({ value: request.id, label: words((request.requester.org === own ? request.invitee : request.requester).orgName) })),
          ]}
        />
        <TextInput label={t('deals.subject')} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
        <NativeSelect
          label={t('deals.kind')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as Deal['kind'])}
          data={(['work', 'good', 'service'] as const).map((value) => ({ value, label: t(`item.${value}`) }))}
        />
        <Button disabled={!meeting || !title.trim()} loading={open.isPending} onClick={() => open.mutate()}>
          {t('deals.begin')}
        </Button>
      </div>
    </Modal>
  )
}
