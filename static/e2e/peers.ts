import { expect, type Page } from '@playwright/test'

type Recorded = typeof globalThis & { fairgroundPeers?: RTCPeerConnection[] }

/** Runs in the page before its scripts: keeps every peer connection within reach of the tests, and changes nothing. */
export function recordPeers() {
  const kept: RTCPeerConnection[] = []
  ;(globalThis as Recorded).fairgroundPeers = kept
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      kept.push(this)
    }
  }
}

/** Runs in the page: the whole getStats of every peer connection. */
export async function reports() {
  const peers = (globalThis as Recorded).fairgroundPeers ?? []
  return Promise.all(
    peers.map(async (peer) => ({ connection: peer.connectionState, ice: peer.iceConnectionState, signaling: peer.signalingState, stats: [...(await peer.getStats()).values()] as Record<string, unknown>[] })),
  )
}

export type Received = { framesDecoded: number; videoBytes: number; audioPackets: number; audioBytes: number; audioEnergy: number }

/** What has come in so far, over all connections of the page. */
export async function received(page: Page): Promise<Received> {
  const inbound = (await page.evaluate(reports)).flatMap(({ stats }) => stats.filter(({ type }) => type === 'inbound-rtp'))
  const sum = (kind: string, name: string) => inbound.filter((stat) => stat.kind === kind).reduce((total, stat) => total + Number(stat[name] ?? 0), 0)
  return {
    framesDecoded: sum('video', 'framesDecoded'),
    videoBytes: sum('video', 'bytesReceived'),
    audioPackets: sum('audio', 'packetsReceived'),
    audioBytes: sum('audio', 'bytesReceived'),
    audioEnergy: sum('audio', 'totalAudioEnergy'),
  }
}

/** Waits until pictures are decoded and, unless told otherwise, sound comes in, both of them more than before. */
export async function flows(page: Page, { sound = true } = {}) {
  const before = await received(page)
  await expect
    .poll(
      async () => {
        const now = await received(page)
        return { pictures: now.framesDecoded > before.framesDecoded + 4, sound: !sound || (now.audioPackets > before.audioPackets + 10 && now.audioBytes > before.audioBytes) }
      },
      { message: 'pictures and sound come in', timeout: 60_000 },
    )
    .toEqual({ pictures: true, sound: true })
}

/** Waits until the picture of the person with this name has a size and moves on. */
export async function moves(page: Page, name: string) {
  const video = page.locator('figure').filter({ hasText: name }).locator('video')
  const state = () => video.evaluate((element: HTMLVideoElement) => ({ width: element.videoWidth, at: element.currentTime })).catch(() => ({ width: 0, at: 0 }))
  await expect.poll(async () => (await state()).width, { message: `the picture of ${name} has a width`, timeout: 60_000 }).toBeGreaterThan(0)
  const { at } = await state()
  await expect.poll(async () => (await state()).at, { message: `the picture of ${name} moves`, timeout: 30_000 }).toBeGreaterThan(at)
}

type Way = { near?: unknown; relay?: unknown; over?: unknown; far?: unknown; by?: unknown }

/** The ways that media of the page takes now: the selected candidate pair of every connection. */
export async function ways(page: Page): Promise<Way[]> {
  return (await page.evaluate(reports)).flatMap(({ connection, stats }) => {
    const find = (id: unknown) => stats.find((stat) => stat.id === id)
    const pair = find(stats.find(({ type }) => type === 'transport')?.selectedCandidatePairId)
    if (connection !== 'connected' || !pair) return []
    const near = find(pair.localCandidateId)
    const far = find(pair.remoteCandidateId)
    return [{ near: near?.candidateType, relay: near?.relayProtocol, over: near?.protocol, far: far?.protocol, by: near?.usernameFragment }]
  })
}

/** Runs in the page before its scripts: remembers when somebody last clicked. */
export function recordClicks() {
  addEventListener('click', ({ timeStamp }) => ((globalThis as Clicked).fairgroundClicked = timeStamp), { capture: true })
}
type Clicked = typeof globalThis & { fairgroundClicked?: number }

/** Waits, frame by frame, for the first picture of somebody, and says how many milliseconds after the last click it came. */
export function firstPicture(page: Page, name: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((done) => {
        const look = (at: number) => {
          const video = [...document.querySelectorAll('figure')].find((figure) => figure.textContent?.includes(wanted))?.querySelector('video')
          if (video && video.videoWidth > 0 && video.currentTime > 0) done(Math.round(at - ((globalThis as Clicked).fairgroundClicked ?? 0)))
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    name,
  )
}
