import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NoteIcon } from '../icons/icons'
import styles from './panel.module.css'
import { keepNote } from './notes'

const longest = 60

/** Says something for later: recorded here, kept by the room, told as a line of chat. The way to talk when no call fits. */
export function VoiceNote({ room, done, failed }: { room: string; done: (id: string) => void; failed: () => void }) {
  const { t } = useTranslation()
  const recorder = useRef<MediaRecorder>(undefined)
  const [seconds, setSeconds] = useState<number>()
  const recording = seconds !== undefined
  useEffect(() => {
    if (!recording) return
    const timer = setInterval(() => setSeconds((before = 0) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [recording])
  useEffect(() => {
    if (seconds !== undefined && seconds >= longest) recorder.current?.stop()
  }, [seconds])
  useEffect(
    () => () => {
      const open = recorder.current
      if (!open) return
      open.onstop = null
      for (const track of open.stream.getTracks()) track.stop()
    },
    [],
  )
  const start = async () => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      const parts: Blob[] = []
      const kind = ['audio/webm;codecs=opus', 'audio/mp4'].find((type) => MediaRecorder.isTypeSupported(type))
      const one = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: 16_000 })
      one.ondataavailable = ({ data }) => parts.push(data)
      one.onstop = () => {
        for (const track of stream.getTracks()) track.stop()
        recorder.current = undefined
        setSeconds(undefined)
        keepNote(room, new Blob(parts, { type: one.mimeType })).then(done, failed)
      }
      recorder.current = one
      one.start()
      setSeconds(0)
    } catch {
      failed()
    }
  }
  return (
    <button type="button" className={styles.send} data-recording={recording || undefined} aria-pressed={recording} aria-label={t(recording ? 'note.send' : 'note.record')} title={t(recording ? 'note.send' : 'note.record')} onClick={() => (recording ? recorder.current?.stop() : void start())}>
      <NoteIcon />
      {recording && <span className="number">{longest - seconds}</span>}
    </button>
  )
}
