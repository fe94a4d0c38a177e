import { useEffect, useRef } from 'react'
import styles from './stage.module.css'
import { useTiles } from './tilescontext'

/** A picture, never covered by anything. With the id of its track it tells the room how large it is seen; priority 0 is served first. */
export function Video({ track, id, priority = 0, mirrored, whole }: { track: MediaStreamTrack; id?: string; priority?: number; mirrored?: boolean; whole?: boolean }) {
  const element = useRef<HTMLVideoElement>(null)
  const tiles = useTiles()
  useEffect(() => {
    const video = element.current
    if (!video) return
    video.srcObject = new MediaStream([track])
    return () => {
      video.srcObject = null
    }
  }, [track])
  useEffect(() => {
    const video = element.current
    if (!video || !tiles || !id) return
    return tiles.watch(video, id, priority)
  }, [tiles, id, priority])
  return <video ref={element} className={styles.video} data-mirrored={mirrored || undefined} data-whole={whole || undefined} autoPlay playsInline muted />
}

/** Stands where a picture does not come now. The room goes on being told how large it would be seen: it decides by that when it comes. */
export function Missing({ id, priority = 0, letter, words }: { id?: string; priority?: number; letter?: string; words?: string }) {
  const element = useRef<HTMLSpanElement>(null)
  const tiles = useTiles()
  useEffect(() => {
    const frame = element.current?.parentElement
    if (!frame || !tiles || !id) return
    return tiles.watch(frame, id, priority)
  }, [tiles, id, priority])
  return (
    <span ref={element} className={words ? styles.waiting : styles.initial}>
      {words ?? letter}
    </span>
  )
}
