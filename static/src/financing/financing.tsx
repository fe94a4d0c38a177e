import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import { holds, useMe } from '../api/session'
import { Page, Section } from '../app/page'
import { Sandbox } from '../money/sandbox'
import { OwnPayouts } from '../payouts/payouts'
import { Empty, Loaded } from '../states/states'
import { Asked } from './asked'
import styles from './financing.module.css'
import { Lent } from './lent'
import { Purse } from './purse'
import type { Financing as Answer } from './shapes'

const over = ['REPAID', 'WRITTEN_OFF', 'WITHDRAWN', 'DECLINED', 'EXPIRED']

/** A funder's desk: the own money, what sellers ask early payment for, and what became of the own offers. */
export function Financing() {
  const { t } = useTranslation()
  const me = useMe()
  const query = useQuery({
    queryKey: ['financing'],
    queryFn: ({ signal }) => read<Answer>('/api/v1/financing', {}, signal),
    enabled: holds(me, 'funder'),
    refetchInterval: 15_000,
  })
  return (
    <Page title={t('nav.financing')} above={t('financing.above')}>
      <Sandbox />
      <Loaded query={query}>
        {({ open, mine, has }) => {
          const live = mine.filter(({ state }) => !over.includes(state))
          const ended = mine.filter(({ state }) => over.includes(state))
          return (
            <>
              <Purse has={has} />
              <Section title={t('financing.open')}>
                {open.length === 0 ? (
                  <Empty title={t('financing.none')}>{t('financing.noneWords')}</Empty>
                ) : (
                  <ul className={styles.list}>
                    {open.map((one) => (
                      <Asked key={`${one.order}.${one.milestone}`} asked={one} has={has.find(({ available }) => available.currency === one.amount.currency)} mine={live.filter(({ order, milestone }) => order === one.order && milestone === one.milestone)} />
                    ))}
                  </ul>
                )}
              </Section>
              <Section title={t('financing.mine')}>
                {live.length === 0 && <p className="quiet">{t('financing.mineNone')}</p>}
                <ul className={styles.list}>
                  {live.map((one) => (
                    <Lent key={one.id} advance={one} />
                  ))}
                </ul>
              </Section>
              {me?.organization && <OwnPayouts org={me.organization.id} of="funder" />}
              {ended.length > 0 && (
                <Section title={t('financing.ended')}>
                  <ul className={styles.list}>
                    {ended.map((one) => (
                      <Lent key={one.id} advance={one} />
                    ))}
                  </ul>
                </Section>
              )}
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
