import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { DayTotals } from './shapes'
import styles from './books.module.css'

const height = 240
/** In seconds, as the axis counts. A point stands at the begin of its day and counts for all of it. */
const day = 86_400

/** A currency's days: what lay in escrow as an area, what was released and refunded as bars. The table beside it says the same. */
export default function Chart({ days, currency }: { days: DayTotals[]; currency: string }) {
  const { i18n } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const box = place.current
    if (!box) return
    const chart = new uPlot(options(box, currency, i18n.language, i18n.dir() === 'rtl'), columns(days), box)
    const seen = new ResizeObserver(() => chart.setSize({ width: box.clientWidth, height }))
    seen.observe(box)
    return () => {
      seen.disconnect()
      chart.destroy()
    }
  }, [days, currency, i18n, i18n.language])
  return <div ref={place} className={styles.canvas} dir="ltr" aria-hidden="true" />
}

/** For drawing only: a picture needs no more digits than a double has. Sums are added elsewhere, exactly. */
const drawn = (money: DayTotals['held']) => Number(money.amount)

const columns = (days: DayTotals[]): uPlot.AlignedData => [
  days.map(({ day }) => Date.parse(`${day}T00:00:00Z`) / 1000),
  days.map(({ held }) => drawn(held)),
  // A day without any has no bar, not one of no height.
  days.map(({ released }) => drawn(released) || null),
  days.map(({ refunded }) => drawn(refunded) || null),
]

function options(box: HTMLElement, currency: string, lang: string, rtl: boolean): uPlot.Options {
  const paint = (name: string) => getComputedStyle(box).getPropertyValue(name).trim()
  const font = `13px ${getComputedStyle(box).fontFamily}`
  const dayNames = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const amounts = new Intl.NumberFormat(lang, { notation: 'compact', style: 'currency', currency, currencyDisplay: 'code', maximumFractionDigits: 1 })
  const axis = { stroke: paint('--ink-soft'), font, ticks: { stroke: paint('--line') }, grid: { stroke: paint('--line'), width: 1 } }
  // Within their day, one before the other: the narrower in front.
  const bars = (size: number, most: number) => uPlot.paths.bars?.({ size: [size, most], align: 1 })
  return {
    width: box.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    // From right to left time runs so too, and the amounts stand where reading begins.
    scales: { x: { dir: rtl ? -1 : 1, range: (_, first, last) => [first, last + day] }, y: { range: (_, _min, max) => [0, max > 0 ? max * 1.08 : 1] } },
    axes: [
      { ...axis, grid: { show: false }, space: 72, incrs: [1, 2, 7, 14, 30, 61, 122].map((count) => count * day), values: (_, at) => at.map((begin) => dayNames.format(begin * 1000)) },
      { ...axis, side: rtl ? 1 : 3, size: 92, values: (_, values) => values.map((value) => amounts.format(value)) },
    ],
    series: [
      {},
      { stroke: paint('--held-line'), width: 2, fill: paint('--lamp-wash'), paths: uPlot.paths.stepped?.({ align: rtl ? -1 : 1, extend: true }), points: { show: false } },
      { stroke: paint('--celadon'), fill: paint('--celadon'), paths: bars(0.6, 28), points: { show: false } },
      { stroke: paint('--ink'), width: 2, fill: paint('--porcelain'), paths: bars(0.3, 14), points: { show: false } },
    ],
  }
}
