import { beforeEach, describe, expect, it } from 'vitest'
import { Refused, Signalling, type Listener, type Socket } from './signalling'

class FakeSocket implements Socket {
  sent: Record<string, unknown>[] = []
  closed = false
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: (() => void) | null = null
  send(text: string) {
    this.sent.push(JSON.parse(text) as Record<string, unknown>)
  }
  close() {
    if (this.closed) return
    this.closed = true
    this.onclose?.()
  }
  says(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) })
  }
}

const turn = () => new Promise<void>((resolve) => setTimeout(resolve))
const snapshot = {
  type: 'joined', version: 1, room: 'room_1', epoch: 'e1', offset: 10, resumed: false, graceSeconds: 30,
  self: { id: 'per_b' }, participants: [], tracks: [], hands: [],
}

function room(refuse?: Error) {
  const log: string[] = []
  const sockets: FakeSocket[] = []
  const waits: { milliseconds: number; act: () => void }[] = []
  const listener: Listener = {
    phase: (phase) => log.push(phase),
    entered: () => log.push('entered'),
    resumed: () => log.push('resumed'),
    event: (event) => log.push(event.type === 'chat' ? `chat ${event.text}` : event.type),
    media: (message) => log.push(`media ${message.type}`),
    closed: (reason, detail) => log.push(`ended ${reason} ${detail}`.trim()),
  }
  let tickets = 0
  const world = {
    refuse,
    ticket: () => (world.refuse ? Promise.reject(world.refuse) : Promise.resolve({ url: '/socket', token: `token${++tickets}` })),
    final: (failure: unknown) => (failure as Error).message === 'room_not_yours',
    open: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket
    },
    later: (milliseconds: number, act: () => void) => {
      const wait = { milliseconds, act }
      waits.push(wait)
      return () => void waits.splice(waits.indexOf(wait), 1)
    },
  }
  const machine = new Signalling(world, listener)
  const socket = () => sockets.at(-1) as FakeSocket
  const comeIn = async () => {
    machine.start()
    await turn()
    socket().onopen?.()
    socket().says(snapshot)
  }
  const comeBack = async () => {
    waits.shift()?.act()
    await turn()
    socket().onopen?.()
  }
  return { machine, world, log, sockets, waits, socket, comeIn, comeBack }
}

describe('coming in', () => {
  let r: ReturnType<typeof room>
  beforeEach(async () => {
    r = room()
    await r.comeIn()
  })

  it('says join with the token first', () => {
    expect(r.socket().sent).toEqual([{ type: 'join', version: 1, token: 'token1' }])
    expect(r.log).toEqual(['joined', 'joined', 'entered'])
  })

  it('takes each event once and in order', () => {
    r.socket().says({ type: 'chat', offset: 11, id: 'm1', text: 'one' })
    r.socket().says({ type: 'chat', offset: 11, id: 'm1', text: 'one' })
    r.socket().says({ type: 'chat', offset: 12, id: 'm2', text: 'two' })
    expect(r.log.slice(3)).toEqual(['chat one', 'chat two'])
  })

  it('counts what is not for this person, so that it is not asked for again', async () => {
    r.socket().says({ type: 'skipped', offset: 11, through: 14 })
    r.socket().says({ type: 'skipped', offset: 15 })
    r.socket().says({ type: 'chat', offset: 16, id: 'm1', text: 'one' })
    expect(r.log.slice(3)).toEqual(['chat one'])
    r.socket().close()
    await r.comeBack()
    expect(r.socket().sent[0]).toMatchObject({ type: 'resume', offset: 16 })
  })

  it('ignores what it does not know and what is no JSON', () => {
    r.socket().says({ type: 'weather', offset: 11 })
    r.socket().onmessage?.({ data: '{' })
    r.socket().says({ type: 'chat', offset: 11, id: 'm1', text: 'still here' })
    expect(r.log.slice(3)).toEqual(['chat still here'])
  })

  it('gives each request its own answer', async () => {
    const first = r.machine.request({ type: 'raiseHand' })
    const second = r.machine.request({ type: 'mute', sources: ['camera'] })
    const [, a, b] = r.socket().sent
    r.socket().says({ type: 'error', ref: b?.ref, code: 'not_permitted', detail: '' })
    r.socket().says({ type: 'ok', ref: a?.ref })
    await expect(first).resolves.toMatchObject({ type: 'ok' })
    await expect(second).rejects.toBeInstanceOf(Refused)
  })
})

describe('a lost network', () => {
  it('comes back to the same seat and takes what was missed', async () => {
    const r = room()
    await r.comeIn()
    r.socket().says({ type: 'chat', offset: 11, id: 'm1', text: 'one' })
    r.socket().close()
    await r.comeBack()
    expect(r.socket().sent).toEqual([{ type: 'resume', version: 1, token: 'token2', epoch: 'e1', offset: 11 }])
    r.socket().says({ type: 'resumed', epoch: 'e1', offset: 12, missed: 1 })
    r.socket().says({ type: 'chat', offset: 12, id: 'm2', text: 'two' })
    expect(r.log.slice(3)).toEqual(['chat one', 'reconnecting', 'joined', 'resumed', 'chat two'])
  })

  it('waits longer each time, at most eight seconds, and starts over once it was in', async () => {
    const r = room()
    await r.comeIn()
    const waited: (number | undefined)[] = []
    r.socket().close()
    for (let i = 0; i < 6; i++) {
      waited.push(r.waits[0]?.milliseconds)
      await r.comeBack()
      r.socket().close()
    }
    expect(waited).toEqual([500, 1000, 2000, 4000, 8000, 8000])
    await r.comeBack()
    r.socket().says({ type: 'resumed', epoch: 'e1', offset: 10, missed: 0 })
    r.socket().close()
    expect(r.waits[0]?.milliseconds).toBe(500)
  })

  it('fails the requests that were under way, and sends nothing until it is back', async () => {
    const r = room()
    await r.comeIn()
    const request = r.machine.request({ type: 'raiseHand' })
    r.socket().close()
    await expect(request).rejects.toThrow('connection lost')
    expect(r.machine.send({ type: 'lowerHand' })).toBe(false)
    await expect(r.machine.request({ type: 'raiseHand' })).rejects.toThrow('not connected')
  })

  it('starts anew when the seat was gone', async () => {
    const r = room()
    await r.comeIn()
    r.socket().close()
    await r.comeBack()
    r.socket().says({ ...snapshot, epoch: 'e2', offset: 1 })
    r.socket().says({ type: 'chat', offset: 2, id: 'm9', text: 'new epoch' })
    expect(r.log.slice(3)).toEqual(['reconnecting', 'joined', 'joined', 'entered', 'chat new epoch'])
  })

  it('keeps media when too much was missed but the seat was held', async () => {
    const r = room()
    await r.comeIn()
    r.socket().close()
    await r.comeBack()
    r.socket().says({ ...snapshot, offset: 400, resumed: true })
    expect(r.log.slice(3)).toEqual(['reconnecting', 'joined', 'joined', 'resumed'])
  })

  it('tries again at once when the browser says the network is back', async () => {
    const r = room()
    await r.comeIn()
    r.socket().close()
    r.machine.hurry()
    expect(r.waits).toHaveLength(0)
    await turn()
    expect(r.sockets).toHaveLength(2)
  })

  describe('while nothing is heard', () => {
    const watched = () => {
      const r = room()
      const looks: { milliseconds: number; act: () => void }[] = []
      Object.assign(r.world, {
        watch: (milliseconds: number, act: () => void) => {
          const look = { milliseconds, act }
          looks.push(look)
          return () => void looks.splice(looks.indexOf(look), 1)
        },
      })
      return { ...r, looks }
    }

    it('asks for a sign of life, and is content with one', async () => {
      const r = watched()
      await r.comeIn()
      r.looks.shift()?.act()
      const [, ping] = r.socket().sent
      expect(ping).toMatchObject({ type: 'ping' })
      r.socket().says({ type: 'pong', ref: ping?.ref })
      await turn()
      expect(r.log).not.toContain('reconnecting')
      expect(r.looks.map(({ milliseconds }) => milliseconds)).toEqual([5_000])
    })

    it('comes back by another socket when there is none', async () => {
      const r = watched()
      await r.comeIn()
      r.machine.hurry() // the browser says that the network is another
      r.looks.find(({ milliseconds }) => milliseconds === 3_000)?.act()
      expect(r.log.at(-1)).toBe('reconnecting')
      await r.comeBack()
      expect(r.sockets).toHaveLength(2)
      r.socket().says({ type: 'resumed', offset: 10, missed: 0 })
      expect(r.log.at(-1)).toBe('resumed')
    })
  })

  it('does not hear an old socket', async () => {
    const r = room()
    await r.comeIn()
    const old = r.socket()
    r.socket().close()
    await r.comeBack()
    old.says({ type: 'chat', offset: 11, id: 'm1', text: 'ghost' })
    expect(r.log).not.toContain('chat ghost')
  })
})

describe('the end', () => {
  it.each(['replaced', 'removed', 'closed'])('stays out after %s', async (reason) => {
    const r = room()
    await r.comeIn()
    r.socket().says({ type: 'closed', reason, detail: 'why' })
    expect(r.log.slice(3)).toEqual(['closed', `ended ${reason} why`])
    expect(r.waits).toHaveLength(0)
  })

  it.each(['slow', 'shutdown'])('comes back after %s', async (reason) => {
    const r = room()
    await r.comeIn()
    r.socket().says({ type: 'closed', reason })
    expect(r.log.at(-1)).toBe('reconnecting')
    expect(r.waits).toHaveLength(1)
  })

  it('ends when the room is not for this person, and tries again when the server is away', async () => {
    const refused = room(new Error('room_not_yours'))
    refused.machine.start()
    await turn()
    expect(refused.log).toEqual(['closed', 'ended refused room_not_yours'])
    const away = room(new Error('away'))
    away.machine.start()
    await turn()
    expect(away.log).toEqual(['reconnecting'])
    expect(away.waits).toHaveLength(1)
  })

  it('knocks at a door in a steady rhythm, however long nobody opens', async () => {
    const r = room(new Error('room_lobby'))
    Object.assign(r.world, { rhythm: (failure: unknown) => ((failure as Error).message === 'room_lobby' ? 2_500 : undefined) })
    r.machine.start()
    await turn()
    for (let knock = 0; knock < 8; knock++) {
      expect(r.waits.map(({ milliseconds }) => milliseconds)).toEqual([2_500])
      r.waits.shift()?.act()
      await turn()
    }
    r.world.refuse = undefined
    await r.comeBack()
    r.socket().says(snapshot)
    expect(r.log).toEqual(['reconnecting', 'joined', 'joined', 'entered'])
  })

  it('says leave and closes', async () => {
    const r = room()
    await r.comeIn()
    r.machine.leave()
    expect(r.socket().sent.at(-1)).toEqual({ type: 'leave' })
    expect(r.socket().closed).toBe(true)
    expect(r.log.slice(3)).toEqual(['closed', 'ended left'])
  })
})
