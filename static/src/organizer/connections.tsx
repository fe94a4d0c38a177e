import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMe, useZone } from '../api/session'
import { Section } from '../app/page'
import { connectionTest } from '../room/roomapi'
import { clock, dayName } from '../time/zones'
import styles from './organizer.module.css'

const worst = ['blocked', 'text', 'audio', 'low', 'detour', 'fine']

/** Who tested their connection and what to expect of it, the worst first: those are the ones to call before the day. */
export function Connections() {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const exhibition = useMe()?.exhibition ?? ''
  const tests = useQuery({ queryKey: ['connection-tests', exhibition], queryFn: ({ signal }) => connectionTest.list(exhibition, signal), enabled: exhibition !== '', retry: false })
  if (!tests.data) return null
  return (
    <Section title={t('check.tests')}>
      {tests.data.items.length === 0 && <p className="quiet">{t('check.noTests')}</p>}
      <ul className={styles.sessions}>
        {[...tests.data.items]
          .sort((a, b) => worst.indexOf(a.verdict.code) - worst.indexOf(b.verdict.code))
          .map((test) => (
            <li key={test.person}>
              <bdi>
                {dayName(test.at, zone, i18n.language)} {clock(test.at, zone, i18n.language)}
              </bdi>
              <strong>
                <bdi>{test.name ?? test.person}</bdi>
                {test.orgName && ` · ${test.orgName}`}
              </strong>
              <span>{t(`check.outlook.${test.verdict.code}`)}</span>
            </li>
          ))}
      </ul>
    </Section>
  )
}
