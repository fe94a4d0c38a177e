import type { ReactNode } from 'react'
import styles from './clearing.module.css'

/** A choice of one with counts, and what stands at its end. */
export function Tabs<V extends string>({
  label,
  value,
  choose,
  tabs,
  aside,
}: {
  label: string
  value: V
  choose: (value: V) => void
  tabs: { value: V; words: string; count: number }[]
  aside?: ReactNode
}) {
  return (
    <div className={styles.tabs}>
      <div role="group" aria-label={label}>
        {tabs.map((tab) => (
          <button key={tab.value} type="button" aria-pressed={tab.value === value} onClick={() => choose(tab.value)}>
            {tab.words} <span className="number">{tab.count}</span>
          </button>
        ))}
      </div>
      {aside}
    </div>
  )
}
