import { Button, NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../api/session'
import { Page } from '../app/page'
import { Unscreened } from '../guards/unscreened'
import { Sandbox } from '../money/sandbox'
import { Empty, Loaded } from '../states/states'
import { Counts } from './counts'
import { Line, NextStep } from './line'
import { urgencies, type Work, type WorkItem, type WorkKind } from './shapes'
import { keyOf, useWork } from './usework'
import styles from './work.module.css'

/** What the reader has to do next, the most urgent first, each with the way to where it is done. */
export function WorkPage() {
  const { t } = useTranslation()
  const me = useMe()
  const work = useWork()
  const office = holds(me, 'clearing_maker', 'clearing_checker', 'arbitrator', 'compliance', 'logistics', 'funder', 'auditor')
  return (
    <Page title={t('nav.work')} above={t(office ? 'work.aboveOffice' : 'work.above')}>
      <Loaded query={work}>{(data) => <Own work={data} office={office} />}</Loaded>
    </Page>
  )
}

function Own({ work, office }: { work: Work; office: boolean }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<WorkKind | ''>('')
  const own = work.items.filter(({ yours }) => yours)
  const kinds = [...new Set(own.map((item) => item.kind))]
  if (own.length === 0) {
    return (
      <Empty
        title={t('work.empty')}
        action={
          <Button component={Link} to="/orders" variant="outline">
            {t('nav.orders')}
          </Button>
        }
      >
        {t(office ? 'work.emptyOffice' : 'work.emptyWords')}
      </Empty>
    )
  }
  // Who sells or buys gets the first thing alone on top; an office gets all of it at once.
  const [next, ...rest] = office ? [undefined, ...own] : own
  const shown = rest.filter((item): item is WorkItem => item !== undefined && (kind === '' || item.kind === kind))
  return (
    <>
      <Sandbox />
      <Unscreened notice={work.screeningNotice} />
      <div className={styles.top}>
        <Counts work={work} />
        {office && kinds.length > 1 && (
          <NativeSelect
            aria-label={t('work.which')}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as typeof kind)}
            data={[{ value: '', label: t('work.all') }, ...kinds.map((value) => ({ value, label: t(`work.kind.${value}`) }))]}
          />
        )}
      </div>
      {next && <NextStep item={next} />}
      {urgencies.map((urgency) => {
        const items = shown.filter((item) => item.urgency === urgency)
        return (
          items.length > 0 && (
            <section key={urgency} className={styles.group} data-urgency={urgency}>
              <h2>
                {t(`work.urgency.${urgency}`)} <span className="number">{items.length}</span>
              </h2>
              <ul data-dense={office || undefined}>
                {items.map((item) => (
                  <Line key={keyOf(item)} item={item} />
                ))}
              </ul>
            </section>
          )
        )
      })}
      {work.more > 0 && <p className="quiet">{t('work.more', { count: work.more })}</p>}
    </>
  )
}
