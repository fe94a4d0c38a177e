import { useEffect, useState } from 'react'
import styles from './room.module.css'
import { loudnessOf } from './sound'

/** How loud something is, ten times a second; read as a number by those who do not see it. */
export function Meter({ label, loudness }: { label: string; loudness: () => number }) {
  const [level, setLevel] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setLevel(loudness()), 100)
    return () => clearInterval(timer)
  }, [loudness])
  return (
    <div className={styles.level} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(level * 100)}>
      <span style={{ inlineSize: `${level * 100}%` }} />
    </div>
  )
}

/** The same for a track of one's own. */
export function TrackMeter({ label, track }: { label: string; track?: MediaStreamTrack }) {
  const [loudness, setLoudness] = useState<() => number>(() => () => 0)
  useEffect(() => {
    if (!track) return
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    setLoudness(() => () => loudnessOf(analyser))
    return () => {
      setLoudness(() => () => 0)
      void context.close()
    }
  }, [track])
  return <Meter label={label} loudness={loudness} />
}
