import { Button, NativeSelect } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CameraIcon, CameraOffIcon, MicIcon, MicOffIcon } from '../icons/icons'
import type { Source } from './messages'
import styles from './room.module.css'
import { cameraWish } from './seat'
import { Video } from './video'

type Kind = 'microphone' | 'camera'
export type Chosen = Map<Source, MediaStreamTrack>

/** Before the door: see and hear yourself, choose devices, then go in. Nothing is sent from here. */
export function DeviceTest({ may, enter, children }: { may: { audio: boolean; video: boolean }; enter: (tracks: Chosen) => void; children?: ReactNode }) {
  const { t } = useTranslation()
  const [tracks, setTracks] = useState<Partial<Record<Kind, MediaStreamTrack>>>({})
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([])
  const [refused, setRefused] = useState<Partial<Record<Kind, boolean>>>({})
  const kept = useRef(false)
  const current = useRef(tracks)
  current.current = tracks

  const start = async (kind: Kind, deviceId?: string) => {
    try {
      const wish = { ...(kind === 'camera' ? cameraWish : {}), ...(deviceId && { deviceId: { exact: deviceId } }) }
      const stream = await navigator.mediaDevices.getUserMedia(kind === 'camera' ? { video: wish } : { audio: wish })
      current.current[kind]?.stop()
      setTracks((before) => ({ ...before, [kind]: stream.getTracks()[0] }))
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
    const chosen: Chosen = new Map()
    if (tracks.microphone) chosen.set('microphone', tracks.microphone)
    if (tracks.camera) chosen.set('camera', tracks.camera)
    enter(chosen)
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
            <Level track={tracks.microphone} />
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
        <Button size="lg" fullWidth onClick={goIn}>
          {t('test.enter')}
        </Button>
      </div>
    </div>
  )
}

function Choice({ kind, label, devices, track, choose }: { kind: MediaDeviceKind; label: string; devices: MediaDeviceInfo[]; track?: MediaStreamTrack; choose: (id: string) => void }) {
  const own = devices.filter((device) => device.kind === kind && device.deviceId)
  if (own.length < 2 || !track) return null
  return (
    <NativeSelect
      aria-label={label}
      value={track.getSettings().deviceId}
      onChange={(event) => choose(event.currentTarget.value)}
      data={own.map((device) => ({ value: device.deviceId, label: device.label || label }))}
    />
  )
}

/** How loud the microphone hears, so that "can you hear me" is answered before the call. */
function Level({ track }: { track?: MediaStreamTrack }) {
  const { t } = useTranslation()
  const [level, setLevel] = useState(0)
  useEffect(() => {
    if (!track) return
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      setLevel(Math.min(1, Math.sqrt(power) * 6))
    }, 100)
    return () => {
      clearInterval(timer)
      void context.close()
      setLevel(0)
    }
  }, [track])
  return (
    <div className={styles.level} role="meter" aria-label={t('test.level')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(level * 100)}>
      <span style={{ inlineSize: `${level * 100}%` }} />
    </div>
  )
}
