import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sector } from '../api/shapes'
import { clock } from '../time/zones'
import { drawFacade, height, width, type Paint } from './facade'
import styles from './facade.module.css'

type FacadeProps = {
  sector: Sector
  name: string
  /** Someone is on duty: the windows are lit and the lanterns hang out. */
  lit: boolean
  /** Inside opening hours; outside them the front is dim. */
  open: boolean
  /** The booth's zone; its local time is shown over the door. */
  zone?: string
  now?: number
}

/** A booth's front. It is decoration: the link around it says in words what it shows. */
export const Facade = memo(function Facade({ sector, name, lit, open, zone, now }: FacadeProps) {
  const { i18n } = useTranslation()
  const { glaze, shapes, plaque } = drawFacade(sector, name)
  return (
    <svg
      className={styles.facade}
      viewBox={`0 0 ${width} ${height}`}
      data-lit={lit || undefined}
      data-closed={!open || undefined}
      data-glaze={glaze}
      aria-hidden="true"
      focusable="false"
    >
      {lit && <path className={styles.spill} d={`M${width / 2 - 24} ${height - 8} h48 l18 8 h-84 Z`} />}
      {shapes.map((shape, index) => (
        <path key={index} d={shape.d} className={paints[shape.fill]} data-line={shape.line} strokeWidth={shape.weight} />
      ))}
      <text className={styles.plaque} x={plaque.x} y={plaque.y} fontSize={plaque.size}>
        {plaque.text}
      </text>
      {zone && now !== undefined && (
        <text className={styles.hour} x={width - 4} y={14}>
          {clock(now, zone, i18n.language)}
        </text>
      )}
    </svg>
  )
})

const paints: Record<Paint, string | undefined> = {
  wall: styles.wall,
  shade: styles.shade,
  roof: styles.roof,
  trim: styles.trim,
  pane: styles.pane,
  door: styles.door,
  sign: styles.sign,
  lantern: styles.lantern,
  none: styles.none,
}
