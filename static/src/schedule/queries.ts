import { queryOptions, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useExhibition } from '../api/session'
import { useWords } from '../i18n/words'
import type { Atlas } from './layout'
import type { Speech } from './says'
import { scheduleApi } from './scheduleapi'
import type { Attendee, Run, Timetable } from './shapes'

/** What a change of a timetable makes stale. */
export const everything = ['schedule']

/** Whether the program is at work for a run. */
export const working = (run: Run) => run.state === 'solving' || run.state === 'publishing' || run.publishing !== undefined

export const runsQuery = (exhibition: string) =>
  queryOptions({
    queryKey: ['schedule', exhibition, 'runs'],
    queryFn: ({ signal }) => scheduleApi.runs(exhibition, signal),
    enabled: exhibition !== '',
    // What works is looked at more than once a second, so that its figures move.
    refetchInterval: ({ state }) => (state.data?.items.some(working) ? 700 : 15_000),
  })

/** A run's timetable, or what stands now. A new version replaces the old one without a blank between. */
export const timetableQuery = (exhibition: string, run: Run | undefined) =>
  queryOptions({
    queryKey: ['schedule', exhibition, 'timetable', run?.id ?? '', run?.v ?? 0],
    queryFn: ({ signal }) => (run ? scheduleApi.timetable(run, signal) : scheduleApi.standing(exhibition, signal)),
    enabled: exhibition !== '' && run?.state !== 'solving' && run?.state !== 'failed' && run?.state !== 'cancelled',
    refetchInterval: run ? false : 30_000,
    placeholderData: (before: Timetable | undefined, of) => (of?.queryKey[3] === (run?.id ?? '') ? before : undefined),
  })

/** What stands against every slot for a meeting of a draft. */
export function useObstacles(run: Run | undefined, wish: string | undefined) {
  return useQuery({
    queryKey: ['schedule', run?.exhibition, 'obstacles', run?.id, run?.v, wish],
    queryFn: ({ signal }) => (run && wish ? scheduleApi.slots(run, wish, signal) : Promise.reject(new Error('nothing in the hand'))),
    enabled: run !== undefined && wish !== undefined,
    staleTime: 10_000,
  })
}

export function useSpeech(atlas: Atlas | undefined): Speech {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const venue = useExhibition()?.zone ?? 'UTC'
  const org = useCallback((person: Attendee) => words(person.orgName) || person.name, [words])
  return useMemo(() => ({ t, language: i18n.language, venue, org, atlas }), [t, i18n.language, venue, org, atlas])
}
