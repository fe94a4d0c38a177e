import { useTranslation } from 'react-i18next'
import { useZone } from '../api/session'
import type { Screening } from '../guards/shapes'
import { useScreening } from '../guards/unscreened'
import { Loaded } from '../states/states'
import { dateName } from '../time/zones'
import styles from './compliance.module.css'

/** What everybody is compared with; loudly, when that is nothing. */
export function Lists() {
  return <Loaded query={useScreening(true)}>{(screening) => (screening.loaded && screening.readable ? <Known screening={screening} /> : <Nothing readable={screening.readable} />)}</Loaded>
}

function Nothing({ readable }: { readable: boolean }) {
  const { t } = useTranslation()
  return (
    <div className={styles.nothing} role="alert">
      <strong>{t(readable ? 'compliance.noLists' : 'compliance.unreadable')}</strong>
      <p>{t(readable ? 'compliance.noListsWords' : 'compliance.unreadableWords')}</p>
      <code dir="ltr">fairground serve --screening FOLDER</code>
    </div>
  )
}

function Known({ screening: { version, day, names, open, sources } }: { screening: Screening }) {
  const { t, i18n } = useTranslation()
  const zone = useZone()
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('compliance.lists')}</dt>
        <dd>
          <ul className={styles.sources}>
            {sources.map((source) => (
              <li key={source.name}>
                <strong>{t(`compliance.source.${source.name}`, { defaultValue: source.name })}</strong> <span className="quiet">{number.format(source.names)}</span>
              </li>
            ))}
          </ul>
        </dd>
      </div>
      <div>
        <dt>{t('compliance.names')}</dt>
        <dd>{number.format(names)}</dd>
      </div>
      {day && (
        <div>
          <dt>{t('compliance.day')}</dt>
          <dd>
            <time dateTime={day}>{dateName(day, zone, i18n.language)}</time>
          </dd>
        </div>
      )}
      <div>
        <dt>{t('compliance.version')}</dt>
        <dd>
          <code dir="ltr" className={styles.version} title={version}>
            {version.slice(0, 19)}
          </code>
        </dd>
      </div>
      <div>
        <dt>{t('compliance.open')}</dt>
        <dd className={open > 0 ? 'live' : undefined}>{number.format(open)}</dd>
      </div>
    </dl>
  )
}
