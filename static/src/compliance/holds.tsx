import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { read } from '../api/client'
import type { List } from '../api/shapes'
import { Section } from '../app/page'
import { Lift, Why } from '../guards/held'
import { Words } from '../i18n/words'
import { Amount } from '../money/amount'
import { Empty, Loaded } from '../states/states'
import styles from './compliance.module.css'
import type { HeldOrder } from './shapes'

/** The orders that are stopped, the longest first, with why and with who lets them go on. */
export function Holds() {
  const { t, i18n } = useTranslation()
  const held = useQuery({ queryKey: ['holds'], queryFn: ({ signal }) => read<List<HeldOrder>>('/api/v1/holds', {}, signal), refetchInterval: 20_000 })
  return (
    <Section title={t('compliance.holds')}>
      <Loaded query={held} empty={{ when: ({ items }) => items.length === 0, show: <Empty title={t('compliance.noHolds')}>{t('compliance.noHoldsWords')}</Empty> }}>
        {({ items }) => (
          <ul className={styles.parties}>
            {items.map(({ order, title, buyer, seller, escrow, hold, may, v }) => (
              <li key={order} className={styles.hold}>
                <div>
                  <h3>
                    <Link to="/orders/$order" params={{ order }}>
                      <bdi>{title || order}</bdi>
                    </Link>
                  </h3>
                  <p className="quiet">
                    <Words of={seller.orgName} /> {i18n.dir() === 'rtl' ? '←' : '→'} <Words of={buyer.orgName} />
                  </p>
                  <Why hold={hold} />
                </div>
                <p>
                  <span className="quiet">{t('compliance.escrow')}</span> <Amount money={escrow} strong />
                </p>
                <Lift outline order={order} hold={hold} may={may} v={v} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}
