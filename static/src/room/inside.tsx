import { useHotkeys } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Room } from '../api/shapes'
import { useWords } from '../i18n/words'
import { useActs } from './acts'
import { arrange, type Layout } from './arrange'
import { captionLanguages, Captions, Reader } from './captions'
import { commandsFor, type Command, type PanelName } from './commands'
import { Console } from './console'
import { Controls } from './controls'
import type { Entry } from './devicetest'
import { Guests } from './guests'
import { Head } from './head'
import { LanguageBar } from './interpretation'
import { Ended, Knocking } from './leaving'
import { openPip, Pip } from './pip'
import { ConsentQuestion } from './recordings'
import styles from './room.module.css'
import { Seat } from './seat'
import { Side } from './side'
import { Stage, type Wish } from './stage'
import { TilesContext } from './tilescontext'
import type { View } from './view'

const Settings = lazy(() => import('./settings').then((module) => ({ default: module.Settings })))

/** Which pages' data an announcement makes stale. */
function staleAfter(event: string, data: Record<string, string>, room: string): string[][] {
  if (data.deal) return [['deal', data.deal]]
  const [kind = ''] = event.split('.')
  const lists: Record<string, string[]> = { question: ['questions', room], poll: ['polls', room], recording: ['recordings', room], breakouts: ['breakouts', room], interpreters: ['interpreters', room], report: ['reports', room] }
  return [lists[kind] ?? ['guests']]
}

/** The room from within: the stage, what stands around it, and everything one may do by button, key or typed command. */
export function Inside({ room, entry, left, outside, panel }: { room: Room; entry: Entry; left: () => void; outside: () => void; panel?: boolean }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const language = i18n.language
  const seat = useMemo(() => new Seat(room.id, language, entry.secret), [room.id, entry])
  const view = useSyncExternalStore(seat.watch, seat.snapshot)
  const { picture } = view
  const [wish, setWish] = useState<Wish>({ self: true })
  const [tab, setTab] = useState<PanelName>('chat')
  const [side, setSide] = useState(() => !panel && matchMedia('(min-width: 901px)').matches)
  const [notice, setNotice] = useState('')
  const [captions, setCaptions] = useState<boolean>()
  const [captionLanguage, setCaptionLanguage] = useState<string>()
  const [reading, setReading] = useState(false)
  const [settings, setSettings] = useState(false)
  const [pip, setPip] = useState<Window>()
  const line = useRef<HTMLInputElement>(null)
  useEffect(() => {
    seat.enter(entry.tracks)
    return () => seat.leave()
  }, [seat, entry])
  useEffect(() => {
    document.title = `${words(room.name)} · Fairground`
  }, [room.name, words])
  useEffect(() => () => pip?.close(), [pip])
  const queries = useQueryClient()
  const heard = useRef(0)
  const { announced, slowDown } = picture
  useEffect(() => {
    // Whatever it was, the pages that show it ask again at once instead of at their next look.
    for (const { offset, event, data } of announced) {
      if (offset <= heard.current) continue
      heard.current = offset
      if (event === 'report.filed') setNotice(t('people.reported'))
      for (const queryKey of staleAfter(event, data, room.id)) void queries.invalidateQueries({ queryKey })
    }
  }, [announced, queries, room.id, t])
  useEffect(() => {
    if (view.refusal) setNotice(t([`room.refused.${view.refusal.code}`, 'room.refused.other']))
  }, [view.refusal, t])
  useEffect(() => {
    if (!slowDown) return
    setNotice(t('interp.slowDown'))
    const timer = setTimeout(() => setNotice(''), 6_000)
    return () => clearTimeout(timer)
  }, [slowDown, t])

  const acts = useActs(room.id, picture, setNotice)
  const { layout } = arrange(picture, wish)
  const readable = captionLanguages(picture)
  const reads = captionLanguage ?? (picture.listening.language || readable.find((code) => code === language) || readable[0] || language)
  const shown = captions ?? picture.captions.length > 0
  const moderate = picture.self?.permissions.moderate ?? false
  const interpret = picture.self?.permissions.interpret ?? false

  const run = useCallback(
    (command: Command) => {
      setNotice('')
      switch (command.do) {
        case 'layout':
          setWish((before) => ({ ...before, layout: command.as, pinned: undefined }))
          return
        case 'pin':
          setWish((before) => ({ ...before, pinned: command.what }))
          return
        case 'selfView':
          setWish((before) => ({ ...before, self: command.on ?? !before.self }))
          return
        case 'captions':
          setCaptions((before) => command.on ?? !(before ?? shown))
          return
        case 'reader':
          setReading((before) => !before)
          return
        case 'panel':
          setSide(true)
          setTab(command.name)
          return
        case 'settings':
          seat.sound.resume()
          setSettings(true)
          return
        case 'pip':
          openPip(() => setPip(undefined)).then(setPip, () => setNotice(t('room.noWindow')))
          return
        case 'help':
          setNotice(commandsFor({ moderate, interpret }).map((name) => `/${name}`).join('  '))
          return
        case 'leave':
          seat.leave()
          left()
          return
        default:
          if (!acts(command)) seat.do(command)
      }
    },
    [seat, left, acts, shown, moderate, interpret, t],
  )
  const talk = () => {
    setSide(true)
    // The line is mounted with the side; focus follows once it is there.
    requestAnimationFrame(() => line.current?.focus())
  }
  const other: Layout = layout === 'grid' ? 'speaker' : 'grid'
  useHotkeys([
    ['alt+shift+m', () => run({ do: 'microphone' })],
    ['alt+shift+v', () => run({ do: 'camera' })],
    ['alt+shift+s', () => run({ do: 'screen' })],
    ['alt+shift+h', () => run({ do: 'hand' })],
    ['alt+shift+g', () => run({ do: 'layout', as: other })],
    ['alt+shift+c', () => run({ do: 'captions' })],
    ['alt+shift+p', () => run({ do: 'pip' })],
    ['alt+shift+d', () => run({ do: 'settings' })],
    ['alt+shift+i', () => run({ do: 'voice' })],
    ['alt+shift+t', () => run({ do: 'takeOver' })],
    ['alt+shift+l', () => run({ do: 'slowDown' })],
    ['/', talk],
  ])

  if (view.ended && view.ended.reason !== 'left') return <Ended room={room} view={view} outside={outside} />
  if (view.knocking && view.phase !== 'joined') return <Knocking room={room} leave={() => run({ do: 'leave' })} />
  return (
    <TilesContext value={seat.tiles}>
      <div className={styles.room} data-panel={panel || undefined} data-side={side || undefined} data-console={interpret || undefined}>
        <Head room={room} view={view} run={run} panel={panel} />
        {room.may.admit && view.phase === 'joined' && <Guests room={room.id} />}
        {reading ? <Reader room={room.id} picture={picture} language={reads} choose={setCaptionLanguage} close={() => setReading(false)} /> : <Stage view={view} wish={wish} run={run} />}
        {shown && !reading && <Captions picture={picture} language={reads} choose={setCaptionLanguage} read={() => setReading(true)} />}
        {interpret ? <Console seat={seat} view={view} run={run} /> : <LanguageBar picture={picture} run={run} />}
        <Under view={view} notice={notice} side={side} />
        <Controls view={view} layout={layout} captions={shown} run={run} side={{ open: side, toggle: side ? () => setSide(false) : talk }} />
        {side && <Side room={room} view={view} run={run} line={line} notice={setNotice} note={(id) => seat.say('', id)} tab={tab} show={setTab} />}
        {view.phase === 'joined' && <ConsentQuestion room={room.id} heard={interpret || (picture.self?.permissions.publish.length ?? 0) > 0} />}
        {settings && (
          <Suspense fallback={null}>
            <Settings seat={seat} view={view} wish={wish} run={run} close={() => setSettings(false)} />
          </Suspense>
        )}
        {pip && <Pip window={pip} view={view} language={reads} run={run} />}
      </div>
    </TilesContext>
  )
}

/** Below the faces: who speaks, and the last line that was written while the chat is folded away. */
function Under({ view, notice, side }: { view: View; notice: string; side: boolean }) {
  const { t } = useTranslation()
  const speaker = view.picture.participants.find(({ id }) => id === view.picture.speakers[0])
  const last = side ? undefined : view.picture.chat.findLast(({ text }) => text)
  return (
    <div className={styles.under}>
      <p role="status">{notice || (speaker ? t('room.speaks', { name: speaker.name }) : t('room.quiet'))}</p>
      {last && (
        <p className={styles.lastLine} dir="auto">
          <bdi>{last.name}</bdi>: {last.text}
        </p>
      )}
    </div>
  )
}
