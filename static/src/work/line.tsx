import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { placeOf } from './place'
import type { WorkItem } from './shapes'
import { When } from './when'
import { useWhat } from './what'
import styles from './work.module.css'

/** The first thing to do, alone and large: what, for whom, until when, and one button. */
export function NextStep({ item }: { item: WorkItem }) {
  const { t } = useTranslation()
  const what = useWhat()
  return (
    <section className={styles.next} data-urgency={item.urgency} aria-labelledby="next-step">
      <p className={styles.nextAbove}>{t('work.next')}</p>
      <h2 id="next-step">{what(item)}</h2>
      <About item={item} />
      <p className={styles.nextFacts}>
        {item.amount && <Amount money={item.amount} strong />}
        <When item={item} />
      </p>
      <Go item={item} large />
    </section>
  )
}

/** One thing to do in one line. */
export function Line({ item }: { item: WorkItem }) {
  const what = useWhat()
  return (
    <li className={styles.line}>
      <div>
        <h3>{what(item)}</h3>
        <About item={item} />
      </div>
      <span className={styles.amount}>{item.amount && <Amount money={item.amount} strong />}</span>
      <span className={styles.when}>
        <When item={item} brief />
      </span>
      <Go item={item} />
    </li>
  )
}

/** What it is about: the milestone, the order, the other side. */
function About({ item }: { item: WorkItem }) {
  return (
    <p className={styles.about}>
      {item.part && <bdi>{item.part}</bdi>}
      {(item.title || item.order) && <bdi className="quiet">{item.title || item.order}</bdi>}
      {item.orgName && <Words of={item.orgName} />}
    </p>
  )
}

/** The one button: to where it is done. */
export function Go({ item, large }: { item: WorkItem; large?: boolean }) {
  const { t } = useTranslation()
  const what = useWhat()
  const { to, params, search, words } = placeOf(item)
  return (
    <Button component={Link} {...({ to, params, search } as { to: string })} h={44} fullWidth={!large} variant={large ? undefined : 'outline'} className={large ? styles.go : undefined} aria-label={`${t(words)}: ${what(item)}`}>
      {t(words)}
    </Button>
  )
}
