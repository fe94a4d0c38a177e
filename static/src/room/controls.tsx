import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CameraIcon, CameraOffIcon, ChatIcon, GridIcon, HandIcon, LeaveIcon, MicIcon, MicOffIcon, ScreenIcon } from '../icons/icons'
import type { Command } from './commands'
import styles from './room.module.css'
import type { View } from './seat'
import type { Layout } from './stage'

/** The buttons of the room; each is also a key and a command. */
export function Controls({ view, layout, run, talk }: { view: View; layout: Layout; run: (command: Command) => void; talk?: () => void }) {
  const { t } = useTranslation()
  const { own, muted, picture } = view
  const publish = picture.self?.permissions.publish ?? []
  const hears = own.has('microphone') && !muted.has('microphone')
  const hand = picture.hands.some(({ participant }) => participant === picture.self?.id)
  return (
    <div className={styles.controls} role="toolbar" aria-label={t('room.controls')}>
      {publish.includes('audio') && (
        <Control on={hears} label={t(hears ? 'room.micOff' : 'room.micOn')} keys="Alt+Shift+M" act={() => run({ do: 'microphone' })} icon={hears ? <MicIcon /> : <MicOffIcon />} />
      )}
      {publish.includes('video') && (
        <Control on={own.has('camera')} label={t(own.has('camera') ? 'room.cameraOff' : 'room.cameraOn')} keys="Alt+Shift+V" act={() => run({ do: 'camera' })} icon={own.has('camera') ? <CameraIcon /> : <CameraOffIcon />} />
      )}
      {publish.includes('screen') && (
        <Control on={own.has('screen')} label={t(own.has('screen') ? 'room.screenOff' : 'room.screenOn')} keys="Alt+Shift+S" act={() => run({ do: 'screen' })} icon={<ScreenIcon />} />
      )}
      <Control on={hand} label={t(hand ? 'room.handDown' : 'room.handUp')} keys="Alt+Shift+H" act={() => run({ do: 'hand' })} icon={<HandIcon />} />
      <Control on={false} label={t(layout === 'grid' ? 'room.toSpeaker' : 'room.toGrid')} keys="Alt+Shift+G" act={() => run({ do: 'layout', as: layout === 'grid' ? 'speaker' : 'grid' })} icon={<GridIcon />} />
      {talk && <Control on={false} label={t('room.chat')} keys="/" act={talk} icon={<ChatIcon />} />}
      <button type="button" className={styles.leave} onClick={() => run({ do: 'leave' })}>
        <LeaveIcon /> <span>{t('room.leave')}</span>
      </button>
    </div>
  )
}

function Control({ on, label, keys, act, icon }: { on: boolean; label: string; keys: string; act: () => void; icon: ReactNode }) {
  return (
    <button type="button" className={styles.control} data-on={on || undefined} aria-label={label} aria-keyshortcuts={keys} title={`${label} (${keys})`} onClick={act}>
      {icon}
      <span aria-hidden="true">{label}</span>
    </button>
  )
}
