import { MantineProvider } from '@mantine/core'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { MicIcon, MicOffIcon } from '../icons/icons'
import { arrange } from './arrange'
import type { Command } from './commands'
import type { View } from './view'
import styles from './pip.module.css'
import { Video } from './video'

type Opener = { requestWindow(size: { width: number; height: number }): Promise<Window> }
const opener = () => (globalThis as { documentPictureInPicture?: Opener }).documentPictureInPicture

/** Whether this browser can keep the room in view while one works elsewhere. */
export const canPip = () => opener() !== undefined || document.pictureInPictureEnabled

/** Opens a small window of the room; where a browser knows only a floating video, the largest picture floats. */
export async function openPip(closed: () => void): Promise<Window | undefined> {
  const documents = opener()
  if (!documents) {
    const [largest] = [...document.querySelectorAll<HTMLVideoElement>('figure video')].sort((a, b) => b.clientWidth - a.clientWidth)
    await largest?.requestPictureInPicture()
    return undefined
  }
  const window = await documents.requestWindow({ width: 380, height: 300 })
  for (const node of document.head.querySelectorAll('link[rel="stylesheet"], style')) window.document.head.append(node.cloneNode(true))
  const { dataset, lang, dir } = document.documentElement
  Object.assign(window.document.documentElement.dataset, dataset)
  window.document.documentElement.lang = lang
  window.document.documentElement.dir = dir
  window.addEventListener('pagehide', closed, { once: true })
  return window
}

/** What stands in the small window: who speaks, the last caption, and the microphone. */
export function Pip({ window, view, language, run }: { window: Window; view: View; language: string; run: (command: Command) => void }) {
  const { t } = useTranslation()
  const { picture, media, own, muted } = view
  const { front, rest } = arrange(picture, { layout: picture.tracks.some(({ source }) => source === 'screen') ? 'screen' : 'speaker', self: true })
  const shown = front[0] ?? rest[0]
  const mine = shown?.participant.id === picture.self?.id
  const track = shown?.kind === 'screen' ? shown.track : picture.tracks.find(({ participant, source }) => participant === shown?.participant.id && source === 'camera')
  const video = shown && (mine ? own.get(shown.kind === 'screen' ? 'screen' : 'camera') : track && media.get(track.id))
  const caption = picture.captions.findLast((line) => line.language === language)
  const hears = own.has('microphone') && !muted.has('microphone')
  return createPortal(
    <MantineProvider getRootElement={() => window.document.documentElement}>
      <div className={styles.pip}>
        <div className={styles.picture}>{video ? <Video track={video} id={mine ? undefined : track?.id} whole={shown?.kind === 'screen'} /> : <span>{[...(shown?.participant.name ?? '')][0]}</span>}</div>
        <p>
          <bdi>{shown?.participant.name}</bdi>
        </p>
        {caption && (
          <p dir="auto" lang={language}>
            {caption.text}
          </p>
        )}
        {own.has('microphone') && (
          <button type="button" data-on={hears || undefined} onClick={() => run({ do: 'microphone' })}>
            {hears ? <MicIcon /> : <MicOffIcon />} {t(hears ? 'room.micOff' : 'room.micOn')}
          </button>
        )}
      </div>
    </MantineProvider>,
    window.document.body,
  )
}
