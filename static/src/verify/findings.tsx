import { useTranslation } from 'react-i18next'
import { fromMinor, moneyText } from '../money/money'
import { sound, type Finding } from './finding'
import styles from './verify.module.css'

const marks = { holds: '✓', wrong: '✗', open: '–' }

/** What was checked, line by line, and what came of it; below it what that proves and what it does not. */
export function Findings({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation()
  const holds = sound(findings)
  const open = findings.some(({ verdict }) => verdict === 'open')
  return (
    <div className={styles.result}>
      <p className={styles.verdict} data-sound={holds} role="status">
        {t(holds ? (open ? 'verify.soundOpen' : 'verify.sound') : 'verify.wrong')}
      </p>
      <ol className={styles.findings}>
        {findings.map((finding) => (
          <Line key={finding.check} finding={finding} />
        ))}
      </ol>
      {holds && <Proves findings={findings} />}
    </div>
  )
}

function Line({ finding: { check, verdict, says, why } }: { finding: Finding }) {
  const { t } = useTranslation()
  const tell = useTelling()
  return (
    <li data-verdict={verdict}>
      <span className={styles.mark} aria-hidden="true">
        {marks[verdict]}
      </span>
      <div>
        <span className="visually-hidden">{t(`verify.verdict.${verdict}`)}: </span>
        {t(`verify.check.${check}`, tell(says))}
        {check === 'signature' && says.hash && (
          <code className={styles.hash} dir="ltr">
            #{says.block} {says.hash}
          </code>
        )}
        {why && <p className={verdict === 'wrong' ? styles.why : 'quiet'}>{t(`verify.why.${why.code}`, tell(why.says))}</p>}
      </div>
    </li>
  )
}

const sums = ['has', 'wanted', 'sum']

/** The details of a finding as the reader's words: entries, states and sums by name, each kept apart from the text around. */
function useTelling() {
  const { t, i18n } = useTranslation()
  return (says: Finding['says']) => {
    const word = (name: string, value: string | number) => {
      if (name === 'entry') return t(`ledger.${String(value).replace('.', '_')}`, { defaultValue: t('ledger.other') })
      if (name === 'which') return t(`verify.total.${value}`)
      if (sums.includes(name) && says.currency && /^-?\d+$/.test(String(value))) return exact(BigInt(value), String(says.currency), i18n.language)
      if (sums.includes(name)) return t(`order.state.${String(value).toLowerCase()}`, { defaultValue: String(value) })
      return typeof value === 'number' ? value.toLocaleString(i18n.language) : value
    }
    // Isolated (U+2068 to U+2069), so that a hash or a number does not turn a line of Arabic around.
    return Object.fromEntries(Object.entries(says).map(([name, value]) => [name === 'count' ? 'number' : name, `\u2068${word(name, value)}\u2069`]))
  }
}

/** An amount; of a currency that does not exist, as somebody forged it, the bare number. */
function exact(minor: bigint, currency: string, lang: string): string {
  try {
    return moneyText(fromMinor(minor, currency), lang)
  } catch {
    return `${minor} ${currency}`
  }
}

function Proves({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation()
  const whole = findings.some(({ check }) => check === 'versions')
  const kept = findings.some(({ check, verdict }) => check === 'heads' && verdict === 'holds')
  return (
    <div className={styles.proves}>
      <div>
        <h3>{t('verify.proves.title')}</h3>
        <ul>
          {whole && <li>{t('verify.proves.whole')}</li>}
          <li>{t('verify.proves.sums')}</li>
          {kept && <li>{t('verify.proves.signed')}</li>}
        </ul>
      </div>
      <div>
        <h3>{t('verify.provesNot.title')}</h3>
        <ul>
          <li>{t('verify.provesNot.later')}</li>
          {whole && <li>{t('verify.provesNot.refusals')}</li>}
          <li>
            {t('verify.provesNot.rules')} <code dir="ltr">fairground verify {whole ? 'statement' : 'receipt'}</code>
          </li>
          <li>{t('verify.provesNot.world')}</li>
          <li>{t('verify.provesNot.names')}</li>
        </ul>
      </div>
    </div>
  )
}
