import type { ServerMessage } from './messages'
import { connectionTest, type Measured, type Verdict } from './roomapi'
import { Signalling, type Socket } from './signalling'
import { Subscriber } from './subscriber'

/** What is tried, in this order. */
export type Stage = 'devices' | 'udp' | 'tcp' | 'relay' | 'speed' | 'telling'
export type Found = { measured: Measured; verdict?: Verdict }

const patience = 6_000
const measuring = 6_000
type Via = 'udp' | 'tcp' | 'relay'

/** Leaves only the candidates of one transport in a description, so that nothing else can connect. */
export function only(sdp: string, transport: 'udp' | 'tcp'): string {
  return sdp
    .split('\r\n')
    .filter((line) => !line.startsWith('a=candidate:') || line.split(' ')[2]?.toLowerCase() === transport)
    .join('\r\n')
}

/** Tries every way to the room that a call could take, then measures the best of them. */
export async function testConnection(stage: (stage: Stage) => void, signal: AbortSignal): Promise<Found> {
  stage('devices')
  const devices = await devicesHere()
  const pass = await connectionTest.begin()
  signal.throwIfAborted()
  const room = await comeIn(pass, signal)
  const measured: Measured = { udp: false, tcp: false, relay: false, upKbps: 0, downKbps: 0, rttMs: 0, lossPct: 0, devices }
  const relays = pass.iceServers.some(({ urls }) => [urls].flat().some((url) => url.startsWith('turn')))
  try {
    for (const via of ['udp', 'tcp', 'relay'] as const) {
      signal.throwIfAborted()
      if (via === 'relay' && !relays) continue
      stage(via)
      const pc = await room.publish(via)
      measured[via] = pc !== undefined
      pc?.close()
    }
    const best = (['udp', 'tcp', 'relay'] as const).find((via) => measured[via])
    signal.throwIfAborted()
    if (best) {
      stage('speed')
      Object.assign(measured, await room.measure(best))
    }
  } finally {
    room.leave()
  }
  signal.throwIfAborted()
  stage('telling')
  const answer = await connectionTest.tell(measured)
  return { measured, verdict: answer?.verdict }
}

async function devicesHere() {
  const all = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? []
  return { microphone: all.some(({ kind }) => kind === 'audioinput'), camera: all.some(({ kind }) => kind === 'videoinput') }
}

type Pass = Awaited<ReturnType<typeof connectionTest.begin>>

/** Takes one seat and waits until one sits in it. */
function takeSeat(seat: { url: string; token: string }, signal: AbortSignal, media: (message: ServerMessage) => void): Promise<Signalling> {
  return new Promise((resolve, reject) => {
    const machine: Signalling = new Signalling(
      {
        ticket: () => Promise.resolve(seat),
        final: () => true,
        open: (url) => new WebSocket(new URL(url, location.origin.replace(/^http/, 'ws'))) as unknown as Socket,
        later: () => () => undefined,
      },
      {
        phase: (phase) => phase === 'reconnecting' && reject(new Error('the socket was lost')),
        entered: () => resolve(machine),
        resumed: () => undefined,
        event: () => undefined,
        media,
        closed: (reason) => reject(new Error(reason)),
      },
    )
    signal.addEventListener('abort', () => machine.leave(), { once: true })
    machine.start()
  })
}

async function comeIn(pass: Pass, signal: AbortSignal) {
  const config: RTCConfiguration = { iceServers: pass.iceServers, bundlePolicy: 'max-bundle' }
  let offers = 0
  const signalling = await takeSeat(pass, signal, () => undefined)
  let subscriber: Subscriber | undefined
  const early: Extract<ServerMessage, { type: 'offer' }>[] = []
  const listening = await takeSeat(pass.echo ?? pass, signal, (message) => {
    if (message.type !== 'offer') return
    if (subscriber) subscriber.take(message)
    else early.push(message)
  })
  subscriber = new Subscriber(listening, () => config, () => undefined, () => undefined)
  for (const offer of early) subscriber.take(offer)
  const picture = moving()

  /** A connection over exactly this way, or nothing when it does not come about in time. */
  const publish = async (via: Via): Promise<RTCPeerConnection | undefined> => {
    const pc = new RTCPeerConnection({ ...config, ...(via === 'relay' && { iceTransportPolicy: 'relay' }) })
    const section = pc.addTransceiver(picture.track, { direction: 'sendonly', streams: [picture.stream] })
    try {
      await pc.setLocalDescription(await pc.createOffer())
      if (via === 'relay') await gathered(pc)
      const answer = await signalling.request({ type: 'offer', pc: 'publish', id: ++offers, sdp: pc.localDescription?.sdp ?? '', tracks: [{ mid: section.mid ?? '0', source: 'camera', hint: 'motion' }] })
      if (answer.type !== 'answer') return undefined
      await pc.setRemoteDescription({ type: 'answer', sdp: via === 'relay' ? answer.sdp : only(answer.sdp, via) })
      if (await connected(pc)) return pc
    } catch (failure) {
      console.info(`no way over ${via}`, failure)
    }
    pc.close()
    return undefined
  }

  return {
    publish,
    async measure(via: Via): Promise<Partial<Measured>> {
      const pc = await publish(via)
      if (!pc) return {}
      const before = await incoming(subscriber)
      await new Promise((resolve) => setTimeout(resolve, measuring))
      const stats = [...(await pc.getStats()).values()] as Record<string, unknown>[]
      const pair = stats.find(({ type, nominated }) => type === 'candidate-pair' && nominated)
      const far = stats.find(({ type }) => type === 'remote-inbound-rtp')
      const after = await incoming(subscriber)
      pc.close()
      const echoed = ((after - before) * 8) / measuring
      return {
        upKbps: Math.round(Number(pair?.availableOutgoingBitrate ?? 0) / 1000),
        downKbps: Math.round(echoed > 10 ? echoed : await downloaded()),
        rttMs: Math.round(Number(pair?.currentRoundTripTime ?? 0) * 1000),
        lossPct: Math.max(0, Math.round(Number(far?.fractionLost ?? 0) * 1000) / 10),
      }
    },
    leave() {
      picture.stop()
      subscriber.close()
      listening.leave()
      signalling.leave()
    },
  }
}

async function incoming(subscriber: Subscriber): Promise<number> {
  const stats = [...((await subscriber.stats())?.values() ?? [])] as Record<string, unknown>[]
  return stats.filter(({ type }) => type === 'inbound-rtp').reduce((sum, stat) => sum + Number(stat.bytesReceived ?? 0), 0)
}

/** Where nothing is echoed: how fast this page's own code comes down. */
async function downloaded(): Promise<number> {
  const source = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src
  if (!source) return 0
  const start = performance.now()
  const body = await fetch(source, { cache: 'no-store' }).then((answer) => answer.arrayBuffer())
  return (body.byteLength * 8) / Math.max(1, performance.now() - start)
}

/** Noise that an encoder cannot make small, so that the line is what bounds it. */
function moving() {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 360
  const context = canvas.getContext('2d')
  const timer = setInterval(() => {
    for (let index = 0; context && index < 400; index++) {
      context.fillStyle = `hsl(${Math.random() * 360} 80% 50%)`
      context.fillRect(Math.random() * 640, Math.random() * 360, 24, 24)
    }
  }, 40)
  const stream = canvas.captureStream(25)
  const [track] = stream.getVideoTracks()
  if (!track) throw new Error('a canvas without a track')
  return {
    stream,
    track,
    stop() {
      clearInterval(timer)
      track.stop()
    },
  }
}

const within = (done: (finish: (ok: boolean) => void) => void) =>
  new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), patience)
    done((ok) => {
      clearTimeout(timer)
      resolve(ok)
    })
  })

const connected = (pc: RTCPeerConnection) =>
  within((finish) => {
    const look = () => {
      if (pc.connectionState === 'connected') finish(true)
      if (pc.connectionState === 'failed') finish(false)
    }
    pc.onconnectionstatechange = look
    look()
  })

const gathered = (pc: RTCPeerConnection) =>
  within((finish) => {
    const look = () => pc.iceGatheringState === 'complete' && finish(true)
    pc.onicegatheringstatechange = look
    look()
  })
