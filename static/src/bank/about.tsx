import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Mark } from '../clearing/mark'
import styles from './bank.module.css'

/** What money is about: a link where a page shows it, of an order with the id that stands on bank lines too. */
export function About({ order, payout, suspense, claim }: { order?: string; payout?: string; suspense?: string; claim?: string }) {
  const { t } = useTranslation()
  return (
    <>
      {order && (
        <Link to="/orders/$order" params={{ order }} className={styles.about}>
          {t('bank.about.order')} <bdi>{order}</bdi>
        </Link>
      )}
      {payout && (
        <span className={styles.about}>
          {t('bank.about.payout')} <Mark id={payout} />
        </span>
      )}
      {suspense && (
        <Link to="/clearing/suspense" className={styles.about}>
          {t('bank.about.suspense')}
        </Link>
      )}
      {claim && (
        <Link to="/clearing/claims" className={styles.about}>
          {t('bank.about.claim')}
        </Link>
      )}
    </>
  )
}

/** What an id names, by how it begins: what came of a line is an order, a payout, money in suspense or a claim. */
export function aboutOf(id: string | undefined): { order?: string; payout?: string; suspense?: string; claim?: string } {
  if (id?.startsWith('ord_')) return { order: id }
  if (id?.startsWith('pay_')) return { payout: id }
  if (id?.startsWith('sus_')) return { suspense: id }
  if (id?.startsWith('clm_')) return { claim: id }
  return {}
}
