type Transform = new (worker: Worker, options: { side: 'send' | 'receive'; kind: string }) => unknown
const Script = () => (globalThis as { RTCRtpScriptTransform?: Transform }).RTCRtpScriptTransform

/** Whether this browser can seal frames before they leave it. */
export const canSeal = () => Script() !== undefined

export type SealState = { opened: number; refused: number }

/** The end-to-end encryption of one seat: a worker with the key, put into every sender and receiver. */
export class Envelope {
  private readonly worker = new Worker(new URL('./e2ee.worker.ts', import.meta.url), { type: 'module' })
  private readonly done = new WeakSet<object>()

  constructor(secret: string, room: string, told: (state: SealState) => void) {
    this.worker.postMessage({ secret, room })
    this.worker.onmessage = ({ data }: MessageEvent<SealState>) => told(data)
  }

  put(side: 'send' | 'receive', end: RTCRtpSender | RTCRtpReceiver, kind: string) {
    const Kind = Script()
    if (!Kind || this.done.has(end)) return
    this.done.add(end)
    ;(end as { transform?: unknown }).transform = new Kind(this.worker, { side, kind })
  }

  close() {
    this.worker.terminate()
  }
}

/** A key that fits into a link: 128 random bits, written without characters an address would change. */
export function freshSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The secret of a link's fragment, which a browser never sends to a server. */
export function secretIn(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('key') || undefined
}
