import { Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { layouts } from './arrange'
import type { Command } from './commands'
import { listDevices, noDevices, type DeviceKind } from './devices'
import { steps } from './ladder'
import { TrackMeter } from './meter'
import styles from './panel.module.css'
import type { Seat } from './seat'
import type { View } from './view'
import type { Wish } from './stage'
import { Video } from './video'

/** Devices, layout and quality in one place; everything in it takes effect at once. */
export function Settings({ seat, view, wish, run, close }: { seat: Seat; view: View; wish: Wish; run: (command: Command) => void; close: () => void }) {
  const { t, i18n } = useTranslation()
  const [devices, setDevices] = useState(noDevices)
  useEffect(() => {
    const look = () => void listDevices().then(setDevices)
    look()
    navigator.mediaDevices?.addEventListener?.('devicechange', look)
    return () => navigator.mediaDevices?.removeEventListener?.('devicechange', look)
  }, [view.own])
  const current: Record<DeviceKind, string | undefined> = {
    audioinput: (view.own.get('microphone') ?? view.own.get('interpretation'))?.getSettings().deviceId,
    videoinput: view.own.get('camera')?.getSettings().deviceId,
    audiooutput: seat.sound.output || 'default',
  }
  const camera = view.own.get('camera')
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <Modal opened onClose={close} title={t('settings.title')} size="lg" closeButtonProps={{ 'aria-label': t('action.close') }}>
      <div className={styles.settings}>
        <section>
          <h3>{t('settings.devices')}</h3>
          {camera && (
            <div className={styles.preview}>
              <Video track={camera} mirrored />
            </div>
          )}
          {(['audioinput', 'videoinput', 'audiooutput'] as const).map((kind) =>
            devices[kind].length > 0 && (kind === 'audiooutput' || current[kind]) ? (
              <label key={kind}>
                {t(`settings.device.${kind}`)}
                <select value={current[kind]} onChange={(event) => void seat.use(kind, event.currentTarget.value)}>
                  {devices[kind].map((device) => (
                    <option key={device.deviceId} value={device.deviceId}>
                      {device.label || t(`settings.device.${kind}`)}
                    </option>
                  ))}
                </select>
              </label>
            ) : null,
          )}
          <TrackMeter label={t('test.level')} track={view.own.get('microphone') ?? view.own.get('interpretation')} />
        </section>
        <section>
          <h3>{t('settings.view')}</h3>
          <label>
            {t('settings.layout')}
            <select value={wish.layout ?? ''} onChange={(event) => event.currentTarget.value && run({ do: 'layout', as: event.currentTarget.value as (typeof layouts)[number] })}>
              {!wish.layout && <option value="">{t('settings.byItself')}</option>}
              {layouts.map((layout) => (
                <option key={layout} value={layout}>
                  {t(`settings.layouts.${layout}`)}
                </option>
              ))}
            </select>
          </label>
          <label className={styles.check}>
            <input type="checkbox" checked={wish.self} onChange={(event) => run({ do: 'selfView', on: event.currentTarget.checked })} /> {t('settings.self')}
          </label>
        </section>
        <section>
          <h3>{t('settings.quality')}</h3>
          <label>
            {t('settings.step')}
            <select value={view.ladder.chosen ?? ''} onChange={(event) => run({ do: 'quality', step: (event.currentTarget.value || undefined) as (typeof steps)[number] | undefined })}>
              <option value="">{t('ladder.auto')}</option>
              {steps.map((step) => (
                <option key={step} value={step}>
                  {t(`ladder.step.${step}`)}
                </option>
              ))}
            </select>
          </label>
          <p>
            {t(`ladder.told.${view.ladder.step}`)} {t(`ladder.why.${view.ladder.why}`)}
          </p>
          {view.quality?.milliseconds !== undefined && <p className="quiet">{t('connection.figures', { ms: number.format(view.quality.milliseconds), loss: number.format(view.quality.lossPercent ?? 0) })}</p>}
        </section>
        {view.sealed && (
          <section>
            <h3>{t('sealed.title')}</h3>
            <p>{t('sealed.words')}</p>
          </section>
        )}
      </div>
    </Modal>
  )
}
