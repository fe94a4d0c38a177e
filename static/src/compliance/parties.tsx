import { Badge, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { List } from '../api/shapes'
import { Section } from '../app/page'
import { useScreening } from '../guards/unscreened'
import { useWhen, useWho } from '../guards/who'
import { Empty, Loaded } from '../states/states'
import styles from './compliance.module.css'
import { Party } from './party'
import type { Standing } from './shapes'

/** The parties that are not clear, or all, each with what is known of it behind one press. */
export function Parties() {
  const { t } = useTranslation()
  const [which, setWhich] = useState<'open' | 'all'>('open')
  const compared = useScreening(true).data?.loaded
  const parties = useQuery({
    queryKey: ['parties', which],
    queryFn: ({ signal }) => read<List<Standing>>('/api/v1/screening/parties', { query: { all: String(which === 'all') } }, signal),
    refetchInterval: 20_000,
  })
  return (
    <Section
      title={t('compliance.parties')}
      aside={
        <SegmentedControl
          aria-label={t('compliance.which')}
          value={which}
          onChange={(value) => setWhich(value as typeof which)}
          data={(['open', 'all'] as const).map((value) => ({ value, label: t(`compliance.show.${value}`) }))}
        />
      }
    >
      <Loaded
        query={parties}
        empty={{
          when: ({ items }) => items.length === 0,
          show: <Empty title={t(compared ? 'compliance.nobody' : 'compliance.nobodyCompared')}>{t(compared ? 'compliance.nobodyWords' : 'compliance.nobodyComparedWords')}</Empty>,
        }}
      >
        {({ items }) => (
          <ul className={styles.parties}>
            {items.map((party) => (
              <Row key={party.org} party={party} />
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}

function Row({ party }: { party: Standing }) {
  const { t } = useTranslation()
  const who = useWho()
  const when = useWhen()
  const [open, setOpen] = useState(false)
  const worst = party.matches[0]
  const stopped = party.orders.filter(({ held }) => held).length
  return (
    <li className={styles.party}>
      <button type="button" className={styles.partyHead} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>
          <strong className="serif">
            <bdi>{party.names[0] ?? party.org}</bdi>
          </strong>
          <span className="quiet">{worst ? t('compliance.like', { name: worst.name, score: worst.score }) : t('compliance.likeNobody')}</span>
        </span>
        <span className="quiet">
          {t('compliance.orders', { count: party.orders.length })}
          {stopped > 0 && <> · {t('compliance.stopped', { count: stopped })}</>}
          <br />
          <bdi>{who(party.by, party.byName)}</bdi> · <time dateTime={party.at}>{when(party.at)}</time>
        </span>
        <Marks party={party} />
      </button>
      {open && <Party org={party.org} />}
    </li>
  )
}

/** What a party's standing comes to. */
export function Marks({ party: { decision, blocked, current, unblock } }: { party: Standing }) {
  const { t } = useTranslation()
  return (
    <span className={styles.marks}>
      {blocked && <Badge color="vermilion">{t('compliance.blocked')}</Badge>}
      {unblock && <Badge>{t('compliance.unblocking')}</Badge>}
      <Badge color={decision === 'clear' ? 'celadon' : 'vermilion'}>{t(`compliance.decision.${decision}`)}</Badge>
      {!current && <Badge>{t('compliance.outdated')}</Badge>}
    </span>
  )
}
