import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CameraIcon, CameraOffIcon, CaptionIcon, ChatIcon, GearIcon, GridIcon, HandIcon, LeaveIcon, MicIcon, MicOffIcon, ScreenIcon, WindowIcon } from '../icons/icons'
import type { Layout } from './arrange'
import type { Command } from './commands'
import { canPip } from './pip'
import styles from './room.module.css'
import type { View } from './view'

/** The buttons of the room; each is also a key and a command. */
export function Controls({ view, layout, captions, run, side }: { view: View; layout: Layout; captions: boolean; run: (command: Command) => void; side: { open: boolean; toggle: () => void } }) {
  const { t } = useTranslation()
  const { own, muted, picture } = view
  const publish = picture.self?.permissions.publish ?? []
  const hears = own.has('microphone') && !muted.has('microphone')
  const hand = picture.hands.some(({ participant }) => participant === picture.self?.id)
  const next: Layout = layout === 'grid' ? 'speaker' : 'grid'
  return (
    <div className={styles.controls} role="toolbar" aria-label={t('room.controls')}>
      {publish.includes('audio') && (
        <Control on={hears} label={t(hears ? 'room.micOff' : 'room.micOn')} keys="Alt+Shift+M" act={() => run({ do: 'microphone' })} icon={hears ? <MicIcon /> : <MicOffIcon />} />
      )}
      {publish.includes('video') && (
        <Control on={own.has('camera')} label={t(own.has('camera') ? 'room.cameraOff' : 'room.cameraOn')} keys="Alt+Shift+V" act={() => run({ do: 'camera' })} icon={own.has('camera') ? <CameraIcon /> : <CameraOffIcon />} />
      )}
      {publish.includes('screen') && canShare() && (
        <Control on={own.has('screen')} label={t(own.has('screen') ? 'room.screenOff' : 'room.screenOn')} keys="Alt+Shift+S" act={() => run({ do: 'screen' })} icon={<ScreenIcon />} />
      )}
      <Control on={hand} label={t(hand ? 'room.handDown' : 'room.handUp')} keys="Alt+Shift+H" act={() => run({ do: 'hand' })} icon={<HandIcon />} />
      <Control on={captions} label={t(captions ? 'room.captionsOff' : 'room.captionsOn')} keys="Alt+Shift+C" act={() => run({ do: 'captions' })} icon={<CaptionIcon />} />
      <Control on={false} label={t(next === 'speaker' ? 'room.toSpeaker' : 'room.toGrid')} keys="Alt+Shift+G" desk act={() => run({ do: 'layout', as: next })} icon={<GridIcon />} />
      {canPip() && <Control on={false} label={t('room.window')} keys="Alt+Shift+P" desk act={() => run({ do: 'pip' })} icon={<WindowIcon />} />}
      <Control on={side.open} label={t(side.open ? 'room.sideClose' : 'room.side')} keys="/" act={side.toggle} icon={<ChatIcon />} />
      <Control on={false} label={t('room.settings')} keys="Alt+Shift+D" act={() => run({ do: 'settings' })} icon={<GearIcon />} />
      <button type="button" className={styles.leave} aria-label={t('room.leave')} onClick={() => run({ do: 'leave' })}>
        <LeaveIcon /> <span>{t('room.leave')}</span>
      </button>
    </div>
  )
}

/** A phone's browser has no screen to share. */
const canShare = () => typeof navigator.mediaDevices?.getDisplayMedia === 'function'

function Control({ on, label, keys, act, icon, desk }: { on: boolean; label: string; keys: string; act: () => void; icon: ReactNode; desk?: boolean }) {
  return (
    <button type="button" className={styles.control} data-on={on || undefined} data-desk={desk || undefined} aria-label={label} aria-keyshortcuts={keys} title={`${label} (${keys})`} onClick={act}>
      {icon}
      <span aria-hidden="true">{label}</span>
    </button>
  )
}
