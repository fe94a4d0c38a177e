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
