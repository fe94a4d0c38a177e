/**
 * One key for a room that the server does not know, and frames sealed with it (AES-128-GCM). What an SFU must read to
 * forward a frame stays open: the first bytes of a VP8 picture, which say whether it is a key frame and how large, and
 * the first byte of a voice. They are bound into the seal, so that they cannot be exchanged.
 *
 * A sealed frame: open bytes, sealed bytes with their tag, twelve bytes of nonce, one byte with the number of open bytes.
 */
export const openBytes = { key: 10, delta: 3, audio: 1 } as const

const nonceBytes = 12
const iterations = 100_000

/** The key of a room from the words or the random string its people share; the room's id is the salt. */
export async function keyOf(secret: string, room: string): Promise<CryptoKey> {
  const text = new TextEncoder()
  const raw = await crypto.subtle.importKey('raw', text.encode(secret), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt: text.encode(`fairground room ${room}`), iterations }, raw, { name: 'AES-GCM', length: 128 }, false, ['encrypt', 'decrypt'])
}

/** A nonce must never come twice under one key: a random half per sender and track, and a count. */
export function nonces(): () => Uint8Array<ArrayBuffer> {
  const start = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const view = new DataView(start.buffer)
  let count = view.getUint32(8)
  let high = view.getUint32(4)
  return () => {
    count = (count + 1) >>> 0
    if (count === 0) high = (high + 1) >>> 0
    view.setUint32(4, high)
    view.setUint32(8, count)
    return start.slice()
  }
}

export async function seal(key: CryptoKey, frame: Uint8Array<ArrayBuffer>, open: number, nonce: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const bytes = Math.min(open, frame.length)
  const head = frame.slice(0, bytes)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: head }, key, frame.slice(bytes))
  const whole = new Uint8Array(bytes + sealed.byteLength + nonceBytes + 1)
  whole.set(head)
  whole.set(new Uint8Array(sealed), bytes)
  whole.set(nonce, bytes + sealed.byteLength)
  whole[whole.length - 1] = bytes
  return whole.buffer
}

/** Opens a frame; undefined when it is not sealed with this key, so that it is dropped rather than shown as noise. */
export async function unseal(key: CryptoKey, frame: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer | undefined> {
  const bytes = frame.at(-1) ?? 0
  const end = frame.length - 1 - nonceBytes
  if (bytes > openBytes.key || end - bytes < 16) return undefined
  const head = frame.slice(0, bytes)
  try {
    const body = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: frame.slice(end, end + nonceBytes), additionalData: head }, key, frame.slice(bytes, end))
    const whole = new Uint8Array(bytes + body.byteLength)
    whole.set(head)
    whole.set(new Uint8Array(body), bytes)
    return whole.buffer
  } catch {
    return undefined
  }
}
