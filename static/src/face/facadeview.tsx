import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { sectors, type BoothSummary, type Localized } from '../api/shapes'
import { clock } from '../time/zones'
import { drawFacade, height, width, type Paint } from './facade'
import styles from './facade.module.css'

type FacadeProps = {
  /** One of the sectors; a front for exhibitions stands in for any other word. */
  sector: string
  /** The plaque's words. */
  name: string
  seed?: number
  /** Someone is on duty: the windows are lit and the lanterns hang out. */
  lit: boolean
  /** Inside opening hours; outside them the front is dim. */
  open: boolean
  /** The booth's zone; its local time is shown over the door. */
  zone?: string
  now?: number
}

/** A booth's front. It is decoration: the link around it says in words what it shows. */
export const Facade = memo(function Facade({ sector, name, seed, lit, open, zone, now }: FacadeProps) {
  const { i18n } = useTranslation()
  const { glaze, shapes, plaque } = drawFacade(sectors.find((known) => known === sector) ?? 'exhibitions', name, seed)
  return (
    <svg
      className={styles.facade}
      viewBox={`0 0 ${width} ${height}`}
      data-lit={lit || undefined}
      data-closed={(!open && !lit) || undefined}
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

/** The front of a booth as the hall's answers describe it. */
export function BoothFacade({ booth, zone, now }: { booth: Pick<BoothSummary, 'facade' | 'orgName' | 'onDuty' | 'open'>; zone?: string; now?: number }) {
  return <Facade sector={booth.facade.sector} seed={booth.facade.seed} name={plaqueName(booth.orgName)} lit={booth.onDuty.length > 0} open={booth.open} zone={zone} now={now} />
}

/** What is carved over the door does not change with the visitor's language. */
export function plaqueName(name: Localized): string {
  return name['zh-Hans'] ?? name.en ?? Object.values(name)[0] ?? ''
}

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
