import { Badge, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { useMe } from '../api/session'
import type { List } from '../api/shapes'
import { Page } from '../app/page'
import table from '../clearing/clearing.module.css'
import { over } from '../disputes/disputewords'
import { Brake } from '../guards/brake'
import { Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { Sandbox } from '../money/sandbox'
import { Empty, Loaded } from '../states/states'
import { Countdown } from '../time/countdown'
import styles from './arbitration.module.css'
import type { Case } from './shapes'
import { byUrgency, deadlineOf, stepOf, yours } from './step'

const states = ['NEGOTIATION', 'EVIDENCE', 'RULED', 'DECIDED', 'APPEALED', 'SETTLED', 'EXECUTED', 'WITHDRAWN']

/** The disputes of all open orders, by deadline: what is contested, where it stands, and what the reader does next. */
export function DisputeList() {
  const { t } = useTranslation()
  const me = useMe()
  const reader = me?.person?.id
  const [state, setState] = useState('')
  const cases = useQuery({
    queryKey: ['disputes', state],
    queryFn: ({ signal }) => read<List<Case>>('/api/v1/disputes', { query: { state: state || undefined } }, signal),
    enabled: Boolean(reader),
    refetchInterval: 20_000,
    select: ({ items }) => byUrgency(state ? items : items.filter(({ dispute }) => !over.includes(dispute.state)), reader),
  })
  const waiting = cases.data?.filter(({ dispute }) => yours.includes(stepOf(dispute, reader))).length ?? 0
  return (
    <Page
      title={t('nav.disputes')}
      above={waiting > 0 ? t('arbitration.waiting', { count: waiting }) : t('arbitration.above')}
      aside={
        <NativeSelect
          aria-label={t('arbitration.state')}
          value={state}
          onChange={(event) => setState(event.currentTarget.value)}
          data={[{ value: '', label: t('arbitration.open') }, ...states.map((value) => ({ value, label: t(`dispute.state.${value.toLowerCase()}`) }))]}
        />
      }
      wide
    >
      <Sandbox />
      <Brake />
      <Loaded query={cases} empty={{ when: (items) => items.length === 0, show: <Empty title={t('arbitration.empty')}>{t('arbitration.emptyWords')}</Empty> }}>
        {(items) => (
          <div className={table.scroll} tabIndex={0} role="region" aria-label={t('nav.disputes')}>
            <table className={`${table.table} ${styles.cases}`}>
              <thead>
                <tr>
                  {(['case', 'contested', 'state', 'next', 'deadline'] as const).map((head) => (
                    <th key={head} scope="col">
                      {t(`arbitration.${head}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <Row key={`${one.order}.${one.dispute.id}`} one={one} reader={reader} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function Row({ one: { order, title, buyer, seller, held, dispute }, reader }: { one: Case; reader: string | undefined }) {
  const { t } = useTranslation()
  const step = stepOf(dispute, reader)
  const mine = yours.includes(step)
  const deadline = deadlineOf(dispute)
  return (
    <tr data-mine={mine || undefined}>
      <td>
        <Link to="/orders/$order" params={{ order }} hash={dispute.id} className={styles.case}>
          <bdi>{title || order}</bdi>
        </Link>
        <span className="quiet">
          {t(`dispute.by.${dispute.openedBy}`, { defaultValue: t('dispute.by.system') })} · {t(`dispute.reason.${dispute.reason}`, { defaultValue: t('dispute.reason.other') })}
          <br />
          <Words of={seller.orgName} /> · <Words of={buyer.orgName} />
        </span>
      </td>
      <td>
        <Amount money={dispute.contested} strong />
      </td>
      <td>
        <Badge miw="max-content" color={over.includes(dispute.state) ? undefined : 'vermilion'}>{t(`arbitration.short.${dispute.state.toLowerCase()}`)}</Badge>
      </td>
      <td className={styles.next}>
        {mine ? <strong>{t(`arbitration.step.${step}`)}</strong> : t(`arbitration.step.${step}`)}
      </td>
      <td>{held ? <span className="quiet">{t('dispute.standsStill')}</span> : deadline ? <Countdown until={deadline} /> : <span className="quiet">{t('arbitration.noClock')}</span>}</td>
    </tr>
  )
}
