import { useTranslation } from 'react-i18next'
import { CheckIcon } from '../icons/icons'
import { gapOf } from './figures'
import styles from './levels.module.css'
import { levels as order, type LevelProof, type Run } from './shapes'

/** Level by level how much the timetable leaves to be desired: filled what none can avoid, hatched what might be better. */
export function Levels({ levels }: { levels: LevelProof[] }) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  const percent = percentIn(i18n.language)
  const known = order.flatMap((level) => levels.filter((one) => one.level === level))
  if (known.length === 0) return null
  return (
    <figure className={styles.figure}>
      <figcaption>
        <strong className="serif">{t('schedule.levelsTitle')}</strong>
        <span className="quiet">{t('schedule.levelsWords')}</span>
      </figcaption>
      <dl className={styles.levels}>
        {known.map((one) => (
          <div key={one.level} data-proven={one.proven || undefined}>
            <dt>{t(`schedule.level.${one.level}`)}</dt>
            <dd>
              <span className={styles.track} aria-hidden="true">
                {one.value > 0 && (
                  <>
                    <span className={styles.bound} style={{ inlineSize: `${(one.bound / one.value) * 100}%` }} />
                    <span className={styles.open} style={{ inlineSize: `${100 - (one.bound / one.value) * 100}%` }} />
                  </>
                )}
              </span>
              {/* How unfair a timetable is has no unit; only how far it can be from the fairest says something. */}
              {one.level !== 'fairness' && <span className="number">{one.proven || one.value === one.bound ? number.format(one.value) : t('schedule.levelAt', { value: number.format(one.value), bound: number.format(one.bound) })}</span>}
              {one.proven ? (
                <span className={styles.proven}>
                  <CheckIcon size={16} />
                  {t('schedule.proven')}
                </span>
              ) : (
                <span className="number quiet">{t('schedule.gap', { gap: percent.format(gapOf(one)) })}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </figure>
  )
}

/** One sentence for all of it: proven, or how far at most from the best on the first level that is not. */
export function Headline({ run }: { run: Run }) {
  const { t, i18n } = useTranslation()
  if (!run.headline || !run.progress?.levels?.length) return null
  const { level, gap } = run.headline
  if (!level) return <p className={styles.headline}>{t('schedule.headlineProven')}</p>
  return <p className={styles.headline}>{t('schedule.headlineGap', { gap: percentIn(i18n.language).format(gap), level: t(`schedule.level.${level}`) })}</p>
}

function percentIn(language: string) {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
}
