import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useFailureWords } from '../states/states'
import { Problem } from './problem'

type Options<I, O> = {
  /** What to read again afterwards, also after a refusal: the page may have been stale. */
  refresh?: QueryKey[]
  /** What to tell when it worked. */
  told?: string
  done?: (output: O, input: I) => void
  /** Codes the page explains itself; all others are told in a notice. */
  handles?: string[]
  /** Shows the expected outcome at once; the returned function takes it back if the server refuses. */
  expect?: (input: I) => (() => void) | void
}

/** A change by the reader's hand: told, refreshed, and taken back on screen when it is refused. */
export function useChange<I = void, O = unknown>(run: (input: I) => Promise<O>, options: Options<I, O> = {}) {
  const queries = useQueryClient()
  const words = useFailureWords()
  return useMutation<O, Error, I, { back: (() => void) | void }>({
    mutationFn: run,
    onMutate: (input) => ({ back: options.expect?.(input) }),
    onSuccess: (output, input) => {
      // Named by its words: what two clicks did once is told once.
      if (options.told) notifications.show({ id: options.told, message: options.told, color: 'celadon' })
      options.done?.(output, input)
    },
    onError: (failure, _input, context) => {
      context?.back?.()
      if (failure instanceof Problem && options.handles?.includes(failure.code)) return
      notifications.show({ message: words(failure), color: 'vermilion', autoClose: 10_000, role: 'alert' })
    },
    onSettled: async () => {
      await Promise.all((options.refresh ?? []).map((queryKey) => queries.invalidateQueries({ queryKey })))
    },
  })
}
