import { useEffect, useRef } from 'react'
import styles from './room.module.css'

/** A picture, never covered by anything. */
export function Video({ track, mirrored, whole }: { track: MediaStreamTrack; mirrored?: boolean; whole?: boolean }) {
  const element = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const video = element.current
    if (!video) return
    video.srcObject = new MediaStream([track])
    return () => {
      video.srcObject = null
    }
  }, [track])
  return <video ref={element} className={styles.video} data-mirrored={mirrored || undefined} data-whole={whole || undefined} autoPlay playsInline muted />
}

/** A voice; it has no picture and no controls of its own. */
export function Voice({ track }: { track: MediaStreamTrack }) {
  const element = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const audio = element.current
    if (!audio) return
    audio.srcObject = new MediaStream([track])
    return () => {
      audio.srcObject = null
    }
  }, [track])
  return <audio ref={element} autoPlay />
}
