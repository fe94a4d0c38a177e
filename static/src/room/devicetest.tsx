import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CameraIcon, CameraOffIcon, MicIcon, MicOffIcon } from '../icons/icons'
import { capture } from './devices'
import { canSeal, freshSecret, secretIn } from './e2ee'
import type { Source } from './messages'
import { TrackMeter } from './meter'
import styles from './room.module.css'
import { Video } from './video'

type Kind = 'microphone' | 'camera'
/** What one comes in with: what is sent, and the key of the room if its people share one. */
export type Entry = { tracks: Map<Source, MediaStreamTrack>; secret?: string }

/** Before the door: see and hear yourself, choose devices, then go in. Nothing is sent from here. */
export function DeviceTest({ may, enter, children }: { may: { audio: boolean; video: boolean }; enter: (entry: Entry) => void; children?: ReactNode }) {
  const { t } = useTranslation()
  const [tracks, setTracks] = useState<Partial<Record<Kind, MediaStreamTrack>>>({})
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([])
  const [refused, setRefused] = useState<Partial<Record<Kind, boolean>>>({})
  const [secret, setSecret] = useState(() => secretIn(location.hash) ?? '')
  const kept = useRef(false)
  const current = useRef(tracks)
  current.current = tracks

  const start = async (kind: Kind, deviceId?: string) => {
    try {
      const track = await capture(kind, deviceId)
      current.current[kind]?.stop()
      setTracks((before) => ({ ...before, [kind]: track }))
      setRefused((before) => ({ ...before, [kind]: false }))
      setDevices(await navigator.mediaDevices.enumerateDevices())
    } catch {
      setRefused((before) => ({ ...before, [kind]: true }))
    }
  }
  const stop = (kind: Kind) => {
    current.current[kind]?.stop()
    setTracks((before) => ({ ...before, [kind]: undefined }))
  }

  useEffect(() => {
    if (may.audio) void start('microphone')
    if (may.video) void start('camera')
    return () => {
      if (kept.current) return
      for (const track of Object.values(current.current)) track?.stop()
    }
    // Asked once when the door is reached; changing a device asks again by itself.
  }, [may.audio, may.video])

  const goIn = () => {
    kept.current = true
    const chosen: Entry['tracks'] = new Map()
    if (tracks.microphone) chosen.set('microphone', tracks.microphone)
    if (tracks.camera) chosen.set('camera', tracks.camera)
    enter({ tracks: chosen, secret: secret.trim() || undefined })
  }

  return (
    <div className={styles.test}>
      <div className={styles.mirror}>
        {tracks.camera ? <Video track={tracks.camera} mirrored /> : <p>{t(refused.camera ? 'test.cameraRefused' : 'test.cameraOff')}</p>}
      </div>
      <div className={styles.testSide}>
        {children}
        {may.audio && (
          <div className={styles.device}>
            <Button
              variant="outline"
              aria-pressed={Boolean(tracks.microphone)}
              leftSection={tracks.microphone ? <MicIcon /> : <MicOffIcon />}
              onClick={() => (tracks.microphone ? stop('microphone') : void start('microphone'))}
            >
              {t(tracks.microphone ? 'test.micOn' : 'test.micOff')}
            </Button>
            <TrackMeter label={t('test.level')} track={tracks.microphone} />
            <Choice kind="audioinput" label={t('test.microphone')} devices={devices} track={tracks.microphone} choose={(id) => void start('microphone', id)} />
            {refused.microphone && <p role="alert">{t('test.micRefused')}</p>}
          </div>
        )}
        {may.video && (
          <div className={styles.device}>
            <Button
              variant="outline"
              aria-pressed={Boolean(tracks.camera)}
              leftSection={tracks.camera ? <CameraIcon /> : <CameraOffIcon />}
              onClick={() => (tracks.camera ? stop('camera') : void start('camera'))}
            >
              {t(tracks.camera ? 'test.cameraOn' : 'test.cameraIsOff')}
            </Button>
            <Choice kind="videoinput" label={t('test.camera')} devices={devices} track={tracks.camera} choose={(id) => void start('camera', id)} />
          </div>
        )}
        {canSeal() && <Sealing secret={secret} choose={setSecret} />}
        <Button size="lg" fullWidth onClick={goIn}>
          {t('test.enter')}
        </Button>
        <Link to="/connection-test" className={styles.testLink}>
          {t('test.connection')}
        </Link>
      </div>
    </div>
  )
}

/** End-to-end encryption is chosen before one enters, and by everybody with the same key; what it costs is said first. */
function Sealing({ secret, choose }: { secret: string; choose: (secret: string) => void }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const link = `${location.origin}${location.pathname}#key=${encodeURIComponent(secret)}`
  return (
    <details className={styles.sealing} open={secret !== ''}>
      <summary>{t('sealed.title')}</summary>
      <p>{t('sealed.words')}</p>
      <TextInput label={t('sealed.key')} value={secret} autoComplete="off" onChange={(event) => choose(event.currentTarget.value)} />
      <div className={styles.endedActs}>
        <Button variant="outline" onClick={() => choose(freshSecret())}>
          {t('sealed.fresh')}
        </Button>
        {secret !== '' && (
          <>
            <Button variant="outline" onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>
              {t(copied ? 'action.copied' : 'sealed.copy')}
            </Button>
            <Button variant="subtle" onClick={() => choose('')}>
              {t('sealed.off')}
            </Button>
          </>
        )}
      </div>
    </details>
  )
}

/** It has its place before there is anything to choose: what is below must not move under a finger when devices get known. */
function Choice({ kind, label, devices, track, choose }: { kind: MediaDeviceKind; label: string; devices: MediaDeviceInfo[]; track?: MediaStreamTrack; choose: (id: string) => void }) {
  const own = devices.filter((device) => device.kind === kind && device.deviceId)
  const inUse = own.find(({ deviceId }) => deviceId === track?.getSettings().deviceId)
  return (
    <NativeSelect
      aria-label={label}
      disabled={!inUse || own.length < 2}
      value={inUse?.deviceId ?? ''}
      onChange={(event) => choose(event.currentTarget.value)}
      data={inUse ? own.map((device) => ({ value: device.deviceId, label: device.label || label })) : [{ value: '', label }]}
    />
  )
}
