import { Badge, Button, Modal, SegmentedControl, Textarea } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import { read, write } from '../api/client'
import { useZone } from '../api/session'
import type { List, Organization, OrganizationState } from '../api/shapes'
import { Page } from '../app/page'
import { Facade, plaqueName } from '../face/facadeview'
import { countryName, useWords, Words } from '../i18n/words'
import { Empty, Loaded } from '../states/states'
import { dateName } from '../time/zones'
import styles from './organizer.module.css'

/** Who asks to take part. J and K move, A approves, R rejects with a reason the applicant reads. */
export function Applications() {
  const { t } = useTranslation()
  const [state, setState] = useState<OrganizationState>('applied')
  const list = useQuery({
    queryKey: ['organizations', state],
    queryFn: ({ signal }) => read<List<Organization>>('/api/v1/organizations', { query: { state } }, signal),
    refetchInterval: 20_000,
  })
  return (
    <Page
      title={t('nav.applications')}
      aside={
        <SegmentedControl
          aria-label={t('applications.state')}
          value={state}
          onChange={(value) => setState(value as OrganizationState)}
          data={(['applied', 'approved', 'rejected'] as const).map((value) => ({ value, label: t(`applications.${value}`) }))}
        />
      }
      wide
    >
      <Loaded query={list} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t(`applications.none.${state}`)} /> }}>
        {({ items }) => <Rows items={items} />}
      </Loaded>
    </Page>
  )
}

function Rows({ items }: { items: Organization[] }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const [at, setAt] = useState(0)
  const [rejecting, setRejecting] = useState<Organization>()
  const approve = useChange((org: Organization) => write('post', '/api/v1/organizations/{id}/approve', { path: { id: org.id }, body: {}, version: org.v }), {
    refresh: [['organizations']],
    told: t('applications.letIn'),
  })
  const here = items[Math.min(at, items.length - 1)]
  useHotkeys([
    ['j', () => setAt((before) => Math.min(before + 1, items.length - 1))],
    ['k', () => setAt((before) => Math.max(before - 1, 0))],
    ['a', () => here?.state === 'applied' && approve.mutate(here)],
    ['r', () => here?.state === 'applied' && setRejecting(here)],
  ])
  return (
    <>
      {here?.state === 'applied' && <p className="quiet">{t('applications.keys')}</p>}
      <ul className={styles.applications}>
        {items.map((org, index) => (
          <li key={org.id} data-here={org === here || undefined} onFocus={() => setAt(index)}>
            <span className={styles.thumb}>
              <Facade sector={org.sector ?? 'exhibitions'} name={plaqueName(org.name)} lit={org.state === 'approved'} open={org.state === 'approved'} />
            </span>
            <span>
              <strong className="serif">
                <Words of={org.name} mark />
              </strong>
              <span className="quiet">
                {countryName(org.country, i18n.language)}
                {org.sector && ` · ${t(`sector.${org.sector}`)}`}
                {org.kind === 'creator' && ` · ${t('register.creator')}`}
              </span>
              {org.contact && (
                <span className="quiet">
                  {org.contact.name} · <bdi>{org.contact.email}</bdi>
                </span>
              )}
              {org.reason && <span>{org.reason}</span>}
            </span>
            <span className="quiet">
              {org.participations?.map(({ as }) => t(`register.${as === 'buyer' ? 'buyer' : 'exhibitor'}`)).join(t('list.separator'))}
              {org.applied && <span>{dateName(org.applied, zone, i18n.language)}</span>}
            </span>
            {org.state === 'applied' ? (
              <span className={styles.act}>
                <Button size="sm" h={44} loading={approve.isPending && approve.variables?.id === org.id} onClick={() => approve.mutate(org)}>
                  {t('applications.approve')}
                </Button>
                <Button size="sm" h={44} variant="outline" color="gray" onClick={() => setRejecting(org)}>
                  {t('applications.reject')}
                </Button>
              </span>
            ) : (
              <Badge color={org.state === 'approved' ? 'celadon' : 'gray'}>{t(`applications.${org.state}`)}</Badge>
            )}
          </li>
        ))}
      </ul>
      {rejecting && <Reject org={rejecting} close={() => setRejecting(undefined)} />}
    </>
  )
}

function Reject({ org, close }: { org: Organization; close: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const [reason, setReason] = useState('')
  const send = useChange(() => write('post', '/api/v1/organizations/{id}/reject', { path: { id: org.id }, body: { reason: reason.trim() }, version: org.v }), {
    refresh: [['organizations']],
    told: t('applications.turnedDown'),
    done: close,
  })
  return (
    <Modal opened onClose={close} title={t('applications.rejectTitle', { name: words(org.name) })} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Textarea data-autofocus label={t('applications.reason')} description={t('applications.reasonWords')} maxLength={1000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <Button mt="md" fullWidth color="gray" disabled={!reason.trim()} loading={send.isPending} onClick={() => send.mutate()}>
        {t('applications.reject')}
      </Button>
    </Modal>
  )
}
