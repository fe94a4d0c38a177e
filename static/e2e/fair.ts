import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { test as base, expect, request, type Browser, type BrowserContext, type BrowserContextOptions, type Page, type TestInfo } from '@playwright/test'
import { recordPeers, reports } from './peers'
import { wordsIn, type Words } from './words'

/** The people the demo fair prints links and tokens for. */
export type Who = 'buyer' | 'exhibitor' | 'organizer' | 'interpreter' | 'clearing' | 'clearing2' | 'compliance' | 'arbitrator' | 'arbitrator2' | 'arbitrator3' | 'arbitrator4' | 'funder' | 'logistics' | 'auditor'

/** The whole program as `make build` leaves it. */
export const program = process.env.FAIRGROUND ?? fileURLToPath(new URL('../../fairground', import.meta.url))

type Seat = Awaited<ReturnType<BrowserContext['storageState']>>

/** The running demo fair: one program for all tests of a worker. */
export class Fair {
  private readonly seats = new Map<Who, Promise<Seat>>()

  constructor(
    readonly url: string,
    readonly links: Record<Who, string>,
    readonly tokens: Record<Who, string>,
  ) {}

  /** What the API answers a person's token; fails on any refusal. */
  async read<T>(who: Who, path: string): Promise<T> {
    const answer = await fetch(this.url + path, { headers: { authorization: `Bearer ${this.tokens[who]}` } })
    if (!answer.ok) throw new Error(`GET ${path} as ${who}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }

  /** Changes something as a person's program would, by token, with the version that was read where one is asked for; fails on any refusal. */
  async change(who: Who, method: 'POST' | 'PUT' | 'PATCH', path: string, body?: object, version?: number): Promise<void> {
    const headers = { authorization: `Bearer ${this.tokens[who]}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...(version !== undefined && { 'if-match': `"${version}"` }) }
    const answer = await fetch(this.url + path, { method, headers, body: body && JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${method} ${path} as ${who}: ${answer.status} ${await answer.text()}`)
  }

  /** The cookies of somebody who is signed in. A printed link works once, so whoever uses it up keeps the seat. */
  seat(who: Who): Promise<Seat> {
    const seat = this.seats.get(who) ?? this.signIn(who)
    this.seats.set(who, seat)
    return seat
  }

  keep(who: Who, seat: Promise<Seat>) {
    this.seats.set(who, seat)
  }

  private async signIn(who: Who): Promise<Seat> {
    const browser = await request.newContext({ baseURL: this.url })
    try {
      const entered = await browser.post('/api/v1/sign-in/sessions', { data: { secret: this.links[who].split('/').at(-1) } })
      expect(entered.status(), await entered.text()).toBe(200)
      return await browser.storageState()
    } finally {
      await browser.dispose()
    }
  }
}

/** Starts the program on a free port and an empty folder, and stops it as an operator would. */
export async function openFair(use: (fair: Fair) => Promise<void>, flags: string[] = []) {
  const data = await mkdtemp(join(tmpdir(), 'fairground-e2e-'))
  const child = spawn(program, ['demo', '--stage', 'live', '--seed', '1', '--data', data, '--listen', '127.0.0.1:0', '--json', ...flags])
  const said: string[] = []
  createInterface(child.stderr).on('line', (line) => said.push(line))
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  try {
    const first = await Promise.race([
      once(createInterface(child.stdout), 'line').then(([line]) => String(line)),
      once(child, 'error').then(([failure]) => Promise.reject(new Error(`${program} did not start (make build makes it): ${String(failure)}`))),
      ended.then(([code]) => Promise.reject(new Error(`the program ended with ${code} before it was ready:\n${said.join('\n')}`))),
    ])
    const { url, links, tokens } = JSON.parse(first) as Pick<Fair, 'url' | 'links' | 'tokens'>
    await use(new Fair(url, links, tokens))
    expect(child.exitCode, `the program ended by itself:\n${said.join('\n')}`).toBeNull()
    child.kill('SIGTERM')
    const [code, signal] = await ended
    expect({ code, signal, said: said.filter((line) => /panic|fatal/i.test(line)) }, said.join('\n')).toEqual({ code: 0, signal: null, said: [] })
  } finally {
    if (child.exitCode === null && child.pid !== undefined) child.kill('SIGKILL')
    await rm(data, { recursive: true, force: true })
  }
}

/** Somebody at a browser of their own, with their own language and clock. */
export type Visitor = {
  name: string
  context: BrowserContext
  page: Page
  /** The client's words in the language of this visitor's pages. */
  t: Words
  /** What the visitor provokes on purpose and the browser reports as an error: an answer, as "410 /api/v1/sign-in/sessions", or words of the report. */
  provokes: (answer: string) => void
}

/** `by` is another address of the same fair, and `browser` one that was started in another way. */
type Visit = (name: string, options: BrowserContextOptions & { language: 'en' | 'zh-Hans' | 'ar'; as?: Who; by?: Fair; browser?: Browser }) => Promise<Visitor>

type Faults = { name: string; context: BrowserContext; found: string[]; provoked: Set<string> }

async function begin(browser: Browser, fair: Fair, all: Faults[], name: string, { language, as, ...options }: Parameters<Visit>[1]): Promise<Visitor> {
  // The language chosen on this device wins over the profile's, which other tests may change.
  const chosen = [{ origin: fair.url, localStorage: [{ name: 'fairground.language', value: language }] }]
  const context = await browser.newContext({ baseURL: fair.url, ...options, ...(as && { storageState: { ...(await fair.seat(as)), origins: chosen } }) })
  const faults: Faults = { name, context, found: [], provoked: new Set() }
  all.push(faults)
  watch(context, fair, faults)
  await context.addInitScript(recordPeers)
  return { name, context, page: await context.newPage(), t: wordsIn(language), provokes: (answer) => faults.provoked.add(answer) }
}

/** Collects what no page may do: fail, break the content policy, or talk to another host. */
function watch(context: BrowserContext, fair: Fair, { found, provoked }: Faults) {
  const home = new URL(fair.url).host
  context.on('request', (sent) => {
    const { protocol, host, href } = new URL(sent.url())
    if (/^(https?|wss?):$/.test(protocol) && host !== home) found.push(`request to another host: ${href}`)
  })
  context.on('weberror', (failure) => found.push(`uncaught: ${failure.error().stack ?? failure.error().message}`))
  context.on('console', (line) => {
    if (line.type() !== 'error') return
    const status = /responded with a status of (\d+)/.exec(line.text())?.[1]
    const answer = status && `${status} ${new URL(line.location().url, fair.url).pathname}`
    const meant = answer ? provoked.has(answer) : [...provoked].some((words) => line.text().includes(words))
    if (!meant) found.push(`console: ${answer ?? ''} ${line.text()}`)
  })
}

/** Puts what a person would look at first into the report of a failed test. */
async function dump(fair: Fair, faults: Faults[], info: TestInfo) {
  const attach = async (name: string, body: unknown) => {
    await writeFile(info.outputPath(name), JSON.stringify(body, null, 2))
    await info.attach(name, { path: info.outputPath(name), contentType: 'application/json' })
  }
  for (const { name, context } of faults) {
    for (const [index, page] of context.pages().entries()) {
      const picture = info.outputPath(`${name}-${index}.png`)
      await page.screenshot({ path: picture }).then(() => info.attach(`${name}-${index}.png`, { path: picture, contentType: 'image/png' })).catch(() => undefined)
      await attach(`${name}-${index}.peers.json`, await page.evaluate(reports).catch((failure: unknown) => String(failure)))
    }
  }
  for (const who of ['buyer', 'exhibitor', 'organizer'] as const) {
    const rooms = async () => fair.read(who, `/api/v1/rooms?exhibition=${(await fair.read<{ exhibition: string }>(who, '/api/v1/me')).exhibition}`)
    await attach(`rooms-of-${who}.json`, await rooms().catch((failure: unknown) => String(failure)))
  }
}

export const test = base.extend<{ visit: Visit }, { fair: Fair }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the first argument
  fair: [async ({}, use) => openFair(use), { scope: 'worker', timeout: 90_000 }],
  visit: async ({ browser, fair }, use, info) => {
    const all: Faults[] = []
    await use((name, { by, browser: other, ...options }) => begin(other ?? browser, by ?? fair, all, name, options))
    if (info.status !== info.expectedStatus) await dump(fair, all, info)
    for (const { context } of all) await context.close()
    expect(all.flatMap(({ name, found }) => found.map((fault) => `${name}: ${fault}`))).toEqual([])
  },
})

export { expect }
