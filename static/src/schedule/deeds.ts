import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange } from '../api/change'
import type { Atlas } from './layout'
import { everything, runsQuery, timetableQuery } from './queries'
import { scheduleApi } from './scheduleapi'
import type { Placed, Run, Timetable } from './shapes'

/** What can be done to the meetings of a draft, or, of what stands, only fixing them. */
export type Deeds = {
  editable: boolean
  move: (meeting: Placed, slot: number) => void
  freeze: (meeting: Placed, frozen: boolean) => void
  remove: (meeting: Placed) => void
  undo?: () => void
}

/**
 * Changes of a draft go out one after the other, each on the version that the one before it left, so that a quick hand is
 * not refused for its own last move.
 */
function useInTurn(exhibition: string, run: Run | undefined) {
  const queries = useQueryClient()
  const last = useRef<Promise<unknown>>(Promise.resolve())
  return (change: (run: Run) => Promise<Run>): Promise<Run> => {
    const { queryKey } = runsQuery(exhibition)
    const now = () => queries.getQueryData(queryKey)?.items.find(({ id }) => id === run?.id)
    const turn = last.current.then(async () => {
      const latest = now()
      if (!latest) throw new Error('the draft is gone')
      const changed = await change(latest)
      await queries.cancelQueries({ queryKey })
      queries.setQueryData(queryKey, (list) => list && { ...list, items: list.items.map((one) => (one.id === changed.id ? changed : one)) })
      return changed
    })
    last.current = turn.catch(() => undefined)
    return turn
  }
}

/** How a meeting stood before it was changed by hand; without a slot it was not met. */
type Before = { run: string; wish: string; slot?: number; frozen: boolean }

export function useDeeds(exhibition: string, run: Run | undefined, atlas: Atlas | undefined): Deeds {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [history, setHistory] = useState<Before[]>([])
  const inTurn = useInTurn(exhibition, run)
  const editable = run?.state === 'draft'
  const { queryKey } = timetableQuery(exhibition, run)
  /** Shows a change before it is confirmed; what it returns takes that back. */
  const expect = (of: (meetings: Placed[]) => Placed[]) => {
    const before = queries.getQueryData<Timetable>(queryKey)
    if (before) queries.setQueryData<Timetable>(queryKey, { ...before, meetings: of(before.meetings) })
    return () => queries.setQueryData(queryKey, before)
  }
  const remember = (before: Omit<Before, 'run'>) => run && setHistory((all) => [...all, { ...before, run: run.id }])
  const before = ({ wish, frozen = false }: Placed) => ({ wish, slot: atlas?.meetings.get(wish)?.slot, frozen })

  const place = useChange(
    ({ wish, slot, frozen }: { wish: string; slot: number; frozen?: boolean; told: string; was?: Omit<Before, 'run'> }) =>
      inTurn((latest) => scheduleApi.place(latest, wish, { slot, ...(frozen !== undefined && { frozen }) })),
    {
      refresh: [everything],
      expect: ({ wish, slot, frozen }) => expect((all) => all.map((one) => (one.wish === wish ? { ...one, slot, frozen: frozen ?? one.frozen } : one))),
      done: (_, { told, was }) => {
        if (was) remember(was)
        notifications.show({ id: told, message: told, color: 'celadon' })
      },
    },
  )
  const stand = useChange(({ meeting, frozen }: { meeting: string; frozen: boolean; wish: string }) => scheduleApi.freeze(meeting, frozen), {
    refresh: [everything],
    expect: ({ wish, frozen }) => expect((all) => all.map((one) => (one.wish === wish ? { ...one, frozen } : one))),
    done: (_, { frozen }) => notifications.show({ message: t(frozen ? 'schedule.frozeIt' : 'schedule.unfrozeIt'), color: 'celadon' }),
  })
  const out = useChange(({ wish }: { wish: string; told: string; was?: Omit<Before, 'run'> }) => inTurn((latest) => scheduleApi.remove(latest, wish)), {
    refresh: [everything],
    expect: ({ wish }) => expect((all) => all.filter((one) => one.wish !== wish)),
    done: (_, { told, was }) => {
      if (was) remember(was)
      notifications.show({ id: told, message: told, color: 'celadon' })
    },
  })

  const last = history.filter(({ run: of }) => of === run?.id).at(-1)
  const back = (to: Before) => {
    const told = t('schedule.undone')
    setHistory((all) => all.filter((one) => one !== to))
    if (to.slot === undefined) out.mutate({ wish: to.wish, told })
    else place.mutate({ wish: to.wish, slot: to.slot, frozen: to.frozen, told })
  }
  return {
    editable,
    move: (meeting, slot) => place.mutate({ wish: meeting.wish, slot, told: t('schedule.moved'), was: before(meeting) }),
    freeze: (meeting, frozen) => {
      if (editable) place.mutate({ wish: meeting.wish, slot: meeting.slot, frozen, told: t(frozen ? 'schedule.frozeIt' : 'schedule.unfrozeIt'), was: before(meeting) })
      else if (meeting.meeting) stand.mutate({ meeting: meeting.meeting, frozen, wish: meeting.wish })
    },
    remove: (meeting) => out.mutate({ wish: meeting.wish, told: t('schedule.tookOut'), was: before(meeting) }),
    undo: editable && last ? () => back(last) : undefined,
  }
}
