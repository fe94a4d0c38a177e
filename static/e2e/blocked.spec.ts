import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:tls'
import { chromium } from '@playwright/test'
import { expect, type Visitor } from './fair'
import { firstPicture, flows, moves, recordClicks, ways } from './peers'
import { test, type Flow } from './wire'

const room = 'room_deal_saltlantern'
const buyerName = 'Katrin Brandhorst'
const studioName = 'Dai Zhuoran'
const soon = 3_000

async function enter({ page, t, context }: Visitor) {
  await context.addInitScript(recordClicks)
  await page.goto(`/rooms/${room}`)
  await expect(page.getByRole('button', { name: t('test.cameraOn') })).toBeVisible()
  await expect(page.getByRole('button', { name: t('test.micOn') })).toBeVisible()
  await page.getByRole('button', { name: t('test.enter'), exact: true }).click()
  await expect(page.getByRole('toolbar')).toBeVisible()
}

/** Both come in, see and hear each other; who came last says how long it took. */
async function call(first: Visitor, second: Visitor): Promise<number> {
  await enter(first)
  await expect(first.page.getByRole('button', { name: first.t('room.cameraOff') })).toBeVisible()
  await enter(second)
  const waited = await firstPicture(second.page, buyerName)
  await Promise.all([moves(first.page, studioName), moves(second.page, buyerName)])
  await Promise.all([flows(first.page), flows(second.page)])
  return waited
}

const couple = [
  { as: 'buyer', language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin' },
  { as: 'exhibitor', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' },
] as const

test('where UDP is blocked, two people talk over TCP', async ({ visit, wire }) => {
  const lost = new Set<Flow['service']>()
  wire.only(({ over, service }) => {
    if (over === 'udp') lost.add(service)
    // Not the relay either: a browser may take whichever answers first.
    return over === 'tcp' && (service === 'media' || service === 'pages')
  })
  const [buyer, studio] = [await visit('buyer', couple[0]), await visit('exhibitor', couple[1])]
  const waited = await call(buyer, studio)
  for (const { page } of [buyer, studio]) {
    const taken = await ways(page)
    expect(taken).toHaveLength(2)
    for (const way of taken) expect(way).toMatchObject({ over: 'tcp', far: 'tcp' })
  }
  expect([...lost], 'UDP was tried, and lost').toContain('media')
  console.log(`UDP blocked: first picture ${waited} ms after coming in, over TCP`)
  expect(waited).toBeLessThanOrEqual(soon)
})

test('where only TLS gets out, the relay carries the call', async ({ visit, wire }, info) => {
  wire.only(({ over, service }) => over === 'tcp' && (service === 'turns' || service === 'pages'))
  // The demo signs its own certificate: this browser believes that one and no other.
  const peek = connect({ ...wire.at('turns'), rejectUnauthorized: false })
  await once(peek, 'secureConnect')
  const spki = peek.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' }) ?? Buffer.alloc(0)
  peek.destroy()
  const { launchOptions } = info.project.use
  const browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions?.args ?? []), `--ignore-certificate-errors-spki-list=${createHash('sha256').update(spki).digest('base64')}`] })
  try {
    const [buyer, studio] = [await visit('buyer', { ...couple[0], browser }), await visit('exhibitor', { ...couple[1], browser })]
    const waited = await call(buyer, studio)
    for (const { page } of [buyer, studio]) {
      const taken = await ways(page)
      expect(taken).toHaveLength(2)
      for (const way of taken) expect(way).toMatchObject({ near: 'relay', relay: 'tls' })
    }
    console.log(`only TLS: first picture ${waited} ms after coming in, through the relay`)
    expect(waited).toBeLessThanOrEqual(soon)
  } finally {
    await browser.close()
  }
})
