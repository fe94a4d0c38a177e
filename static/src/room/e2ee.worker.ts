import { keyOf, nonces, openBytes, seal, unseal } from './e2eeframe'

/** Seals and opens every frame of a room away from the page's own work. */
type Frame = { data: ArrayBuffer; type?: 'key' | 'delta' | 'empty' }
type Transformer = { readable: ReadableStream<Frame>; writable: WritableStream<Frame>; options: { side: 'send' | 'receive'; kind: 'audio' | 'video' } }
type Scope = {
  onmessage: ((event: MessageEvent<{ secret: string; room: string }>) => void) | null
  onrtctransform: ((event: { transformer: Transformer }) => void) | null
  postMessage(message: { opened: number; refused: number }): void
}

const scope = self as unknown as Scope
let given: (key: CryptoKey) => void
const key = new Promise<CryptoKey>((resolve) => {
  given = resolve
})
const counts = { opened: 0, refused: 0 }
let told = 0

scope.onmessage = ({ data }) => void keyOf(data.secret, data.room).then(given)

/** Whether frames could be opened is told at most once a second: it is what "the key is wrong" is known by. */
function tell() {
  const now = Date.now()
  if (now - told < 1000) return
  told = now
  scope.postMessage({ ...counts })
}

scope.onrtctransform = ({ transformer: { readable, writable, options } }) => {
  const nonce = nonces()
  const sealing = async (frame: Frame, to: TransformStreamDefaultController<Frame>) => {
    const open = options.kind === 'audio' ? openBytes.audio : frame.type === 'key' ? openBytes.key : openBytes.delta
    frame.data = await seal(await key, new Uint8Array(frame.data), open, nonce())
    to.enqueue(frame)
  }
  const opening = async (frame: Frame, to: TransformStreamDefaultController<Frame>) => {
    const data = await unseal(await key, new Uint8Array(frame.data))
    if (data) {
      counts.opened++
      frame.data = data
      to.enqueue(frame)
    } else counts.refused++
    tell()
  }
  void readable
    .pipeThrough(new TransformStream<Frame, Frame>({ transform: options.side === 'send' ? sealing : opening }))
    .pipeTo(writable)
    // The track ended; there is nothing left to seal.
    .catch(() => undefined)
}
