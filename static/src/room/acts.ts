import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { write } from '../api/client'
import type { Guest, List } from '../api/shapes'
import { useFailureWords } from '../states/states'
import { dealt } from './breakouts'
import type { Command } from './commands'
import { channelsAt, type Picture } from './picture'
import { breakouts, polls, questions, recordings, type Recording } from './roomapi'

/** Typed commands that are not signalling but resources of the room. Answers whether it was one of them. */
export function useActs(room: string, picture: Picture, tell: (text: string) => void): (command: Command) => boolean {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const words = useFailureWords()
  return useCallback(
    (command) => {
      const act = (work: Promise<unknown>, kind: string, told?: string) =>
        void work.then(
          () => {
            if (told) tell(told)
            void queries.invalidateQueries({ queryKey: [kind, room] })
          },
          (failure: unknown) => tell(words(failure)),
        )
      switch (command.do) {
        case 'ask':
          act(questions.ask(room, { text: command.text, language: i18n.language }), 'questions', t('questions.asked'))
          return true
        case 'poll': {
          const text = (value: string) => ({ [i18n.language]: value })
          act(polls.add(room, { question: text(command.question), options: command.options.map(text), multiple: false, open: true }), 'polls')
          return true
        }
        case 'split': {
          const others = picture.participants.filter(({ id, permissions }) => id !== picture.self?.id && !permissions.interpret).map(({ id }) => id)
          const piles = dealt(others, Math.max(1, command.rooms))
          act(breakouts.set(room, piles.map((participants, index) => ({ name: { [i18n.language]: t('breakouts.name', { n: index + 1 }) }, participants })), command.minutes), 'breakouts')
          return true
        }
        case 'recall':
          act(breakouts.close(room), 'breakouts', t('breakouts.recalled'))
          return true
        case 'record': {
          if (command.on) {
            act(recordings.ask(room, { languages: channelsAt(picture).map(({ language }) => language), video: true }), 'recordings', t('recording.asked'))
            return true
          }
          const running = (list: List<Recording>) => list.items.find(({ state }) => state === 'recording' || state === 'asked')
          act(recordings.list(room).then((list) => recordings.stop(room, running(list)?.id ?? '')), 'recordings')
          return true
        }
        case 'admit':
        case 'deny': {
          const wanted = command.guest.toLocaleLowerCase()
          const guests = queries.getQueryData<List<Guest>>(['guests', room])?.items.filter(({ name }) => name.toLocaleLowerCase().startsWith(wanted)) ?? []
          const [guest] = guests
          if (!guest || guests.length > 1) tell(t('command.misread.nobody', { what: command.guest }))
          else {
            const path = { id: room, participant: guest.participant }
            act(command.do === 'admit' ? write('post', '/api/v1/rooms/{id}/lobby/{participant}/admit', { path }) : write('post', '/api/v1/rooms/{id}/lobby/{participant}/deny', { path, body: {} }), 'guests')
          }
          return true
        }
        default:
          return false
      }
    },
    [room, picture, queries, t, i18n.language, words, tell],
  )
}
