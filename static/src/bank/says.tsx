import { useTranslation } from 'react-i18next'
import { Amount } from '../money/amount'
import styles from './bank.module.css'
import type { Particular } from './shapes'

/** What is on record about a file or a line, told in the reader's language; the record itself is English and opens on demand. */
export function Says({ says = [], words }: { says?: Particular[]; words?: string }) {
  const { t } = useTranslation()
  return (
    <>
      {says.length > 0 && (
        <dl className={styles.says}>
          {says.map((one) => (
            <div key={one.name}>
              <dt>{t(`bank.says.${one.name}`)}</dt>
              <dd>
                <Value of={one} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {words && (
        <details className={styles.small}>
          <summary>{t('bank.doubts.record')}</summary>
          <bdi lang="en">{words}</bdi>
        </details>
      )}
    </>
  )
}

function Value({ of: { name, text, number, amount } }: { of: Particular }) {
  const { t, i18n } = useTranslation()
  if (amount) return <Amount money={amount} strong />
  if (number) return <bdi className="number">{number.toLocaleString(i18n.language)}</bdi>
  if (name === 'state') return t(`payout.state.${text?.toLowerCase()}`, { defaultValue: text })
  if (name === 'why') return t([`problem.${text}`, 'problem.unknown'])
  return <bdi>{text}</bdi>
}
