import { read, write } from '../api/client'
import type { List } from '../api/shapes'
import type { Diff, Explanation, Run, RunOrder, SlotObstacles, Timetable } from './shapes'

const schedule = '/api/v1/exhibitions/{id}/schedule'
const run = `${schedule}/runs/{run}`

export type Export = 'csv' | 'xlsx' | 'json' | 'ics'

/** The runs and timetables of an exhibition; what changes a run carries the version it was decided on. */
export const scheduleApi = {
  runs: (id: string, signal?: AbortSignal) => read<List<Run>>(`${schedule}/runs`, { path: { id } }, signal),
  start: (id: string, order: RunOrder) => write<Run>('post', `${schedule}/runs`, { path: { id }, body: order }),
  cancel: (of: Run) => write<Run>('post', `${run}/cancel`, { path: { id: of.exhibition, run: of.id } }),
  publish: (of: Run) => write<Run>('post', `${run}/publish`, { path: { id: of.exhibition, run: of.id }, version: of.v }),
  discard: (of: Run) => write('delete', run, { path: { id: of.exhibition, run: of.id }, version: of.v }),

  standing: (id: string, signal?: AbortSignal) => read<Timetable>(`${schedule}/timetable`, { path: { id } }, signal),
  timetable: (of: Run, signal?: AbortSignal) => read<Timetable>(`${run}/timetable`, { path: { id: of.exhibition, run: of.id } }, signal),
  diff: (of: Run, signal?: AbortSignal) => read<Diff>(`${run}/diff`, { path: { id: of.exhibition, run: of.id }, query: { against: 'standing' } }, signal),

  slots: (of: Run, wish: string, signal?: AbortSignal) => read<{ slots: SlotObstacles[] }>(`${run}/meetings/{wish}/slots`, { path: { id: of.exhibition, run: of.id, wish } }, signal),
  place: (of: Run, wish: string, body: { slot: number; frozen?: boolean }) => write<Run>('put', `${run}/meetings/{wish}`, { path: { id: of.exhibition, run: of.id, wish }, body, version: of.v }),
  remove: (of: Run, wish: string) => write<Run>('delete', `${run}/meetings/{wish}`, { path: { id: of.exhibition, run: of.id, wish }, version: of.v }),

  why: (of: Run, wish: string, signal?: AbortSignal) => read<Explanation>(`${run}/unmet/{wish}`, { path: { id: of.exhibition, run: of.id, wish } }, signal),
  fix: (of: Run, wish: string) => write<Run>('post', `${run}/fix`, { path: { id: of.exhibition, run: of.id }, body: { wish }, version: of.v }),

  /** Freezes a meeting that stands, or gives it free; its version is read first, as the timetable does not tell it. */
  async freeze(meeting: string, frozen: boolean) {
    const { v } = await read<{ v: number }>('/api/v1/meetings/{id}', { path: { id: meeting } })
    return write(frozen ? 'put' : 'delete', '/api/v1/meetings/{id}/freeze', { path: { id: meeting }, version: v })
  },

  /** Where a browser downloads from. */
  certificate: (of: Run) => `/api/v1/exhibitions/${of.exhibition}/schedule/runs/${of.id}/certificate`,
  export: (of: Run, format: Export) => `/api/v1/exhibitions/${of.exhibition}/schedule/runs/${of.id}/export?format=${format}`,
}
