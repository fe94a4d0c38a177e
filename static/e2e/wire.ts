import { createSocket, type RemoteInfo, type Socket as Datagrams } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { Fair, openFair, test as base, type Who } from './fair'

/** What somebody sends to the fair, as a box on the way sees it: which service, over what, and whose ICE checks it began with. */
export type Flow = { over: 'udp' | 'tcp'; service: Service; by?: string }
type Service = 'pages' | 'media' | 'turn' | 'turns'

const near = '127.0.0.2'
const far = '127.0.0.1'

/**
 * The way to the fair: the only address that browsers are told is this end of it. What the rule does not let pass is lost without a
 * word, as in a firewall or where the network has gone.
 */
export class Wire {
  private rule: (flow: Flow) => boolean = () => true
  private readonly closers: (() => void)[] = []
  private readonly streams = new Set<Stream>()
  private readonly mappings = new Map<string, { flow: Flow; there: Datagrams }>()
  private readonly ports = new Map<Service, number>()

  /** Lets pass what the rule says from now on. A connection that stood still goes on where it was. */
  only(rule: (flow: Flow) => boolean) {
    this.rule = rule
    for (const stream of this.streams) stream.look(rule(stream.flow))
  }

  /**
   * The interface went down: the browser's connections end at once, while the other end hears nothing of it and goes on waiting. Who
   * comes back later comes from other ports, as from another network.
   */
  tear(torn: (flow: Flow) => boolean) {
    this.only((flow) => !torn(flow))
    for (const stream of this.streams) if (torn(stream.flow)) stream.tear()
    for (const [key, { flow, there }] of this.mappings) {
      if (!torn(flow)) continue
      there.close()
      this.mappings.delete(key)
    }
  }

  /** Carries a service over UDP and TCP, at the same port on both ends; or, over TCP only, to where it listens already. */
  async carry(service: Service, to?: number): Promise<number> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true })
    server.listen(0, near)
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    this.ports.set(service, port)
    server.on('connection', (here) => this.stream(service, here, to ?? port))
    this.closers.push(() => void server.close())
    if (to === undefined) {
      const datagrams = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 })
      datagrams.bind(port, near)
      await once(datagrams, 'listening')
      datagrams.on('message', (packet, from) => this.datagram(service, datagrams, packet, from, port))
      this.closers.push(() => datagrams.close())
    }
    return port
  }

  /** Where a service is reached. */
  at(service: Service): { host: string; port: number } {
    return { host: near, port: this.ports.get(service) ?? 0 }
  }

  close() {
    for (const close of this.closers) close()
    for (const stream of this.streams) stream.close()
    for (const { there } of this.mappings.values()) there.close()
  }

  private stream(service: Service, here: Socket, to: number) {
    const stream = new Stream({ over: 'tcp', service }, here, to, () => this.streams.delete(stream))
    this.streams.add(stream)
    stream.look(this.rule(stream.flow))
  }

  private datagram(service: Service, here: Datagrams, packet: Buffer, { address, port: from }: RemoteInfo, to: number) {
    const key = `${service} ${from}`
    let mapping = this.mappings.get(key)
    if (!mapping) {
      const flow: Flow = { over: 'udp', service, by: checker(packet) }
      if (!this.rule(flow)) return
      const there = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 })
      there.on('message', (answer) => this.rule(flow) && here.send(answer, from, address))
      mapping = { flow, there }
      this.mappings.set(key, mapping)
    }
    mapping.flow.by = checker(packet) ?? mapping.flow.by
    if (this.rule(mapping.flow)) mapping.there.send(packet, to, far)
  }
}

const bindingRequest = 0x0001
const cookie = 0x2112a442
const username = 0x0006

/** The username fragment of the client, if the packet is one of its ICE checks (RFC 8489 section 14.3, RFC 8445 section 7.2.2). */
function checker(packet: Buffer): string | undefined {
  if (packet.length < 20 || packet.readUInt16BE(0) !== bindingRequest || packet.readUInt32BE(4) !== cookie) return undefined
  for (let at = 20; at + 4 <= packet.length; ) {
    const length = packet.readUInt16BE(at + 2)
    if (packet.readUInt16BE(at) === username) return packet.toString('latin1', at + 4, at + 4 + length).split(':')[1]
    at += 4 + Math.ceil(length / 4) * 4
  }
  return undefined
}

/** One TCP connection across the wire; while it may not pass, both ends wait. */
class Stream {
  private there: Socket | undefined
  private passes = false

  constructor(
    readonly flow: Flow,
    private readonly here: Socket,
    private readonly to: number,
    private readonly gone: () => void,
  ) {
    here.on('error', () => this.close()).on('close', () => this.close())
  }

  look(passes: boolean) {
    if (passes === this.passes || this.here.destroyed) return
    this.passes = passes
    if (!passes) {
      for (const end of [this.here, this.there]) end?.unpipe().pause()
      return
    }
    this.there ??= connect({ host: far, port: this.to, allowHalfOpen: true }).on('error', () => this.close()).on('close', () => this.close())
    this.here.setNoDelay().pipe(this.there.setNoDelay())
    this.there.pipe(this.here)
  }

  /** Ends the browser's side; the other end is left as it is. */
  tear() {
    this.there?.unpipe().resume()
    this.there?.removeAllListeners('close')
    this.here.removeAllListeners('close').unpipe().resetAndDestroy()
  }

  close() {
    this.here.destroy()
    this.there?.destroy()
    this.gone()
  }
}

/** The same fair at another address, where the same people sit: a sign-in link works once, for both. */
class Outside extends Fair {
  constructor(
    private readonly inside: Fair,
    url: string,
  ) {
    super(url, inside.links, inside.tokens)
  }

  override async seat(who: Who) {
    const seat = await this.inside.seat(who)
    return { ...seat, cookies: seat.cookies.map((cookie) => ({ ...cookie, domain: near })) }
  }
}

/** The fair behind a wire: media and relay are reached through it by everybody, the pages by whoever comes `outside`. */
export const test = base.extend<object, { wire: Wire; outside: Fair }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the first argument
  wire: [async ({}, use) => {
    const wire = new Wire()
    try {
      await use(wire)
    } finally {
      wire.close()
    }
  }, { scope: 'worker' }],
  fair: [async ({ wire }, use) => {
    const [media, turn, turns] = [await wire.carry('media'), await wire.carry('turn'), await wire.carry('turns')]
    await openFair(use, [
      '--media', `${far}:${media}`, '--public-ip', near, '--turn-host', near,
      '--turn-udp', `${far}:${turn}`, '--turn-tcp', `${far}:${turn}`, '--turn-tls', `${far}:${turns}`,
    ])
  }, { scope: 'worker', timeout: 90_000 }],
  outside: [async ({ fair, wire }, use) => {
    const port = await wire.carry('pages', Number(new URL(fair.url).port))
    await use(new Outside(fair, `http://${near}:${port}`))
  }, { scope: 'worker' }],
})
