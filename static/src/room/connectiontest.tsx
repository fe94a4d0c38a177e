import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../app/page'
import { useFailureWords } from '../states/states'
import { testConnection, type Found, type Stage } from './connectioncheck'
import styles from './room.module.css'

/** A day before: will a call work from here? Says so in words, and the organizer sees it too. */
export function ConnectionTest() {
  const { t, i18n } = useTranslation()
  const words = useFailureWords()
  const [stage, setStage] = useState<Stage | 'idle' | 'done'>('idle')
  const [found, setFound] = useState<Found>()
  const [failure, setFailure] = useState<string>()
  const running = useRef<AbortController>(undefined)
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 })
  const start = async () => {
    setFound(undefined)
    setFailure(undefined)
    running.current = new AbortController()
    try {
      setFound(await testConnection(setStage, running.current.signal))
      setStage('done')
    } catch (thrown) {
      setStage('idle')
      if (!running.current.signal.aborted) setFailure(words(thrown))
    }
  }
  const busy = stage !== 'idle' && stage !== 'done'
  const measured = found?.measured
  const verdict = found?.verdict
  return (
    <Page title={t('check.title')}>
      <p>{t('check.words')}</p>
      <div className={styles.endedActs}>
        <Button size="lg" loading={busy} onClick={() => void start()}>
          {t(stage === 'done' ? 'check.again' : 'check.start')}
        </Button>
        {busy && (
          <Button size="lg" variant="outline" onClick={() => running.current?.abort()}>
            {t('action.cancel')}
          </Button>
        )}
      </div>
      <p role="status">{busy ? t(`check.stage.${stage}`) : failure}</p>
      {measured && (
        <section className={styles.verdict} aria-label={t('check.result')}>
          <h2>{t(verdict ? `check.outlook.${verdict.code}` : 'check.done')}</h2>
          {verdict?.hints?.map((hint) => <p key={hint}>{t(`check.hint.${hint}`)}</p>)}
          <dl>
            <Line name={t('check.udp')} value={t(measured.udp ? 'check.works' : 'check.blocked')} good={measured.udp} />
            <Line name={t('check.tcp')} value={t(measured.tcp ? 'check.works' : 'check.blocked')} good={measured.tcp} />
            <Line name={t('check.relay')} value={t(measured.relay ? 'check.works' : 'check.blocked')} good={measured.relay} />
            <Line name={t('check.up')} value={t('check.kbps', { kbps: number.format(measured.upKbps) })} />
            <Line name={t('check.down')} value={t('check.kbps', { kbps: number.format(measured.downKbps) })} />
            <Line name={t('check.way')} value={t('connection.figures', { ms: number.format(measured.rttMs), loss: number.format(measured.lossPct) })} />
            <Line name={t('test.microphone')} value={t(measured.devices.microphone ? 'check.works' : 'check.missing')} good={measured.devices.microphone} />
            <Line name={t('test.camera')} value={t(measured.devices.camera ? 'check.works' : 'check.missing')} good={measured.devices.camera} />
          </dl>
        </section>
      )}
    </Page>
  )
}

function Line({ name, value, good }: { name: string; value: string; good?: boolean }) {
  return (
    <div data-good={good}>
      <dt>{name}</dt>
      <dd className="number">{value}</dd>
    </div>
  )
}
