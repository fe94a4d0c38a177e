// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import en from '../i18n/en.json'
import organizer from '../i18n/organizer/en.json'
import { atlasOf, rowsOf } from './layout'
import { Matrix } from './matrix'
import type { Speech } from './says'
import type { Placed, Run, Timetable } from './shapes'

const timetable: Timetable = {
  slots: ['01:00', '01:30', '02:00', '02:30'].map((time) => ({ starts: `2026-05-14T${time}:00Z`, ends: `2026-05-14T${time}:00Z`, day: '2026-05-14' })),
  people: [
    { id: 'per_x', name: '魏安', org: 'org_x', orgName: { en: 'Taihu Lantern' }, zone: 'Asia/Shanghai', exhibits: true, slots: [0, 1, 2, 3] },
    { id: 'per_b', name: 'Jana Vogt', org: 'org_b', orgName: { en: 'Nordlicht' }, zone: 'Europe/Berlin', exhibits: false, slots: [0, 1, 2] },
    { id: 'per_c', name: 'Ana Ortiz', org: 'org_c', orgName: { en: 'Casa Verde' }, zone: 'Europe/Madrid', exhibits: false, slots: [0, 1, 2] },
  ],
  tables: 0,
  meetings: [
    { wish: 'w1', people: ['per_x', 'per_b'], slot: 0 },
    { wish: 'w2', people: ['per_x', 'per_c'], slot: 1, frozen: true },
  ],
}
const draft = { id: 'run_1', v: 2, exhibition: 'exh_1', kind: 'edit', state: 'draft', by: '', at: '2026-05-14T00:00:00Z' } as Run
const obstacles = { slots: [{ slot: 1, obstacles: [{ code: 'person_busy', subject: 'per_x', by: 'w2' }] }, { slot: 2, obstacles: [] }, { slot: 3, obstacles: [{ code: 'person_away', subject: 'per_b' }] }] }

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: { ...en, ...organizer } } }, interpolation: { escapeValue: false } })
  vi.stubGlobal('ResizeObserver', class {
    observe() {}
    disconnect() {}
  })
  // Nothing has a size here; the board draws what is in view.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(720)
  vi.stubGlobal('CSS', { escape: (text: string) => text })
})
afterEach(cleanup)

const deeds = { editable: true, move: vi.fn(), freeze: vi.fn(), remove: vi.fn(), undo: vi.fn() }
const open = vi.fn()
beforeEach(() => vi.clearAllMocks())

function show(run: Run | null = draft) {
  const atlas = atlasOf(timetable)
  const speech: Speech = { t: i18next.t, language: 'en', venue: 'Asia/Shanghai', org: (person) => person.orgName.en ?? '', atlas }
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(['schedule', 'exh_1', 'obstacles', 'run_1', 2, 'w1'], obstacles)
  const { container } = render(
    <QueryClientProvider client={queries}>
      <Matrix atlas={atlas} rows={rowsOf(atlas, '', speech.org, 'en')} run={run ?? undefined} deeds={{ ...deeds, editable: run !== null }} speech={speech} open={open} />
    </QueryClientProvider>,
  )
  const said = () => container.querySelector('[aria-live]')?.textContent ?? ''
  const press = (...keys: string[]) => keys.forEach((key) => fireEvent.keyDown(document.activeElement ?? document.body, { key }))
  const cell = (row: string, slot: number) => container.querySelector<HTMLElement>(`[data-row="${row}"] > [data-slot="${slot}"]`)
  cell('per_x', 0)?.focus()
  return { said, press, cell }
}

const first = expect.objectContaining<Partial<Placed>>({ wish: 'w1' })

describe('a meeting carried by keyboard', () => {
  it('is picked up, told what is in the way, carried on to a free time and dropped there', () => {
    const { said, press } = show()
    press('Enter')
    expect(said()).toContain('Picked up: Taihu Lantern × Nordlicht, Thu, May 14 09:00.')
    press('ArrowRight')
    expect(said()).toBe('Thu, May 14 09:30: blocked. 魏安 (Taihu Lantern) has another meeting then: Taihu Lantern × Casa Verde.')
    press('Enter')
    expect(deeds.move).not.toHaveBeenCalled()
    expect(said()).toContain('It stays in the hand.')
    press('ArrowRight')
    expect(said()).toBe('Thu, May 14 10:00: free.')
    press('Enter')
    expect(deeds.move).toHaveBeenCalledExactlyOnceWith(first, 2)
    expect(said()).toBe('Taihu Lantern × Nordlicht now meet Thu, May 14 10:00.')
  })
  it('jumps to the next free time', () => {
    const { said, press } = show()
    press('Enter', 'ArrowDown')
    expect(said()).toBe('Thu, May 14 10:00: free.')
  })
  it('goes back by Escape, and the focus with it', () => {
    const { said, press, cell } = show()
    press('Enter', 'ArrowRight', 'ArrowRight', 'Escape')
    expect(deeds.move).not.toHaveBeenCalled()
    expect(said()).toBe('Put back to Thu, May 14 09:00.')
    expect(document.activeElement).toBe(cell('per_x', 0))
  })
  it('shows its two people what is free and what is not', () => {
    const { press, cell } = show()
    press('Enter')
    expect([0, 1, 2, 3].map((slot) => cell('per_b', slot)?.dataset.ground)).toEqual(['here', 'blocked', 'free', 'blocked'])
    expect(cell('per_b', 3)?.textContent).toBe('away')
    expect(cell('per_c', 2)?.dataset.ground).toBeUndefined()
  })
  it('is not picked up while it is fixed', () => {
    const { said, press, cell } = show()
    press('ArrowRight', 'Enter')
    expect(said()).toBe('This meeting is fixed. Press F to release it first.')
    expect(cell('per_x', 2)?.dataset.ground).toBeUndefined()
  })
})

describe('the cells', () => {
  it('are one stop for Tab, and say both clocks where the focus is', () => {
    const { press } = show()
    expect(document.querySelectorAll('td[tabindex="0"]')).toHaveLength(1)
    press('ArrowDown')
    expect(screen.getByRole('gridcell', { name: 'Thu, May 14 09:00 here, 03:00 there (night), free' })).toBe(document.activeElement)
  })
  it('fix, take out, show and undo by a key', () => {
    const { press } = show()
    press('f', 'Delete', ' ')
    expect(deeds.freeze).toHaveBeenCalledWith(first, true)
    expect(deeds.remove).toHaveBeenCalledWith(first)
    expect(open).toHaveBeenCalledWith('w1')
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'z', ctrlKey: true })
    expect(deeds.undo).toHaveBeenCalledOnce()
  })
  it('of what stands only show the meeting', () => {
    const { press } = show(null)
    press('Enter', 'Delete')
    expect(open).toHaveBeenCalledWith('w1')
    expect(deeds.remove).not.toHaveBeenCalled()
  })
})
