import { describe, expect, it } from 'vitest'
import { freshSecret, secretIn } from './e2ee'
import { keyOf, nonces, openBytes, seal, unseal } from './e2eeframe'

const frame = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7) % 256)
const opened = async (key: CryptoKey, sealed: ArrayBuffer) => {
  const data = await unseal(key, new Uint8Array(sealed))
  return data && new Uint8Array(data)
}

describe('a sealed frame', () => {
  it.each([
    ['a key frame', 1200, openBytes.key],
    ['a delta frame', 400, openBytes.delta],
    ['a voice', 80, openBytes.audio],
    ['a frame shorter than what stays open', 2, openBytes.key],
  ])('comes back as it was: %s', async (_, length, open) => {
    const key = await keyOf('lake', 'room_1')
    const sealed = await seal(key, frame(length), open, nonces()())
    expect(await opened(key, sealed)).toEqual(frame(length))
  })

  it('shows the server what it must read, and nothing else', async () => {
    const sealed = new Uint8Array(await seal(await keyOf('lake', 'room_1'), frame(400), openBytes.key, nonces()()))
    expect(sealed.slice(0, 10)).toEqual(frame(10))
    expect(sealed.slice(10, 60)).not.toEqual(frame(400).slice(10, 60))
  })

  it.each(['another word', 'another room', 'a changed byte', 'a changed open byte', 'a frame that was never sealed', 'nothing at all'])('does not open with %s', async (how) => {
    const key = await keyOf('lake', 'room_1')
    const sealed = new Uint8Array(await seal(key, frame(300), openBytes.delta, nonces()()))
    if (how === 'a changed byte') sealed[100] = (sealed[100] ?? 0) ^ 1
    if (how === 'a changed open byte') sealed[1] = (sealed[1] ?? 0) ^ 1
    const other = how === 'another word' ? await keyOf('river', 'room_1') : how === 'another room' ? await keyOf('lake', 'room_2') : key
    const given = how === 'a frame that was never sealed' ? frame(300) : how === 'nothing at all' ? new Uint8Array() : sealed
    expect(await unseal(other, given)).toBeUndefined()
  })

  it('never uses a nonce twice', () => {
    const next = nonces()
    const seen = new Set(Array.from({ length: 1000 }, () => next().join()))
    expect(seen.size).toBe(1000)
  })
})

describe('the key in a link', () => {
  it('is read from the fragment', () => {
    expect(secretIn('#key=abc-_1')).toBe('abc-_1')
    expect(secretIn('#')).toBeUndefined()
    expect(secretIn('#key=')).toBeUndefined()
  })
  it('survives an address and is long enough', () => {
    const secret = freshSecret()
    expect(secret).toMatch(/^[\w-]{22}$/)
    expect(secretIn(`#key=${secret}`)).toBe(secret)
  })
})
