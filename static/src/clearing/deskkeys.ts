import { useHotkeys } from '@mantine/hooks'
import { useRef, useState, type KeyboardEvent } from 'react'

/**
 * Walks the lines of a table without a mouse: J and K from anywhere on the page; on a line also the arrows, X chooses it
 * and Enter opens it. One line at a time is in the order of the Tab key.
 */
export function useDeskKeys(count: number, open: (at: number) => void, choose: (at: number) => void) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [stood, stand] = useState(0)
  const at = Math.min(stood, Math.max(0, count - 1))
  const go = (to: number) => {
    const row = body.current?.rows[Math.max(0, Math.min(count - 1, to))]
    row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  }
  const onLine = () => body.current?.rows[at] === document.activeElement
  const walk = (by: number) => go(onLine() ? at + by : at)
  useHotkeys([
    ['j', () => walk(1)],
    ['k', () => walk(-1)],
  ])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== body.current?.rows[at] || event.altKey || event.ctrlKey || event.metaKey) return
    const keys: Record<string, () => void> = { ArrowDown: () => walk(1), ArrowUp: () => walk(-1), x: () => choose(at), Enter: () => open(at) }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return { body, at, stand, onKeyDown }
}
