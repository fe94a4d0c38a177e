import { expect, type Visitor } from './fair'
import { flows, moves, received, ways } from './peers'
import { test, type Flow } from './wire'

const room = 'room_deal_saltlantern'
const buyerName = 'Katrin Brandhorst'
const studioName = 'Dai Zhuoran'
const away = 8_000
const soon = 3_000

type Frame = { type?: string; resumed?: boolean; text?: string; participant?: { id: string } | string }

/** What the room says to a page, over all its sockets. */
function listen({ page }: Visitor): Frame[] {
  const heard: Frame[] = []
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(JSON.parse(String(payload)) as Frame)))
  return heard
}

async function enter({ page, t }: Visitor) {
  await page.goto(`/rooms/${room}`)
  await expect(page.getByRole('button', { name: t('test.cameraOn') })).toBeVisible()
  await expect(page.getByRole('button', { name: t('test.micOn') })).toBeVisible()
  await page.getByRole('button', { name: t('test.enter'), exact: true }).click()
  await expect(page.getByRole('toolbar')).toBeVisible()
}

async function say({ page, t }: Visitor, text: string) {
  const line = page.getByRole('textbox', { name: t('room.say') })
  await line.fill(text)
  await line.press('Enter')
}

/** Milliseconds until pictures and sound come in again, seen from a moment of this process's clock. */
async function back({ page }: Visitor, since: number): Promise<number> {
  const before = await received(page)
  await expect
    .poll(
      async () => {
        const now = await received(page)
        return now.framesDecoded > before.framesDecoded && now.audioPackets > before.audioPackets
      },
      { message: 'pictures and sound are back', timeout: 30_000, intervals: [50] },
    )
    .toBe(true)
  return Date.now() - since
}

for (const { title, announced } of [
  { title: 'the network goes and another one comes', announced: true },
  { title: 'eight seconds are a hole that nobody announces', announced: false },
]) {
  test(`${title}: the same seat, every line once, and the pictures are back`, async ({ visit, wire, outside }) => {
    test.setTimeout(120_000)
    wire.only(() => true)
    const studio = await visit('exhibitor', { as: 'exhibitor', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
    const buyer = await visit('buyer', { as: 'buyer', by: outside, language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin' })
    // A network that is gone is the one thing that this page may complain about.
    buyer.provokes('net::ERR_')
    const [toStudio, toBuyer] = [listen(studio), listen(buyer)]
    await enter(studio)
    await enter(buyer)
    await Promise.all([moves(studio.page, buyerName), moves(buyer.page, studioName)])
    await Promise.all([flows(studio.page), flows(buyer.page)])
    await say(studio, `Before: ${title}.`)
    await expect(buyer.page.getByRole('log')).toContainText(`Before: ${title}.`)

    const spared = new Set((await ways(studio.page)).map(({ by }) => by))
    expect(spared.size, 'two connections stay').toBe(2)
    const hers = ({ service, by }: Flow) => service === 'pages' || !spared.has(by)
    const seats = () => toStudio.filter(({ type }) => type === 'participantLeft' || type === 'participantJoined').length
    const seatsBefore = seats()
    const left = Date.now()
    if (announced) {
      await buyer.context.setOffline(true)
      wire.tear(hers)
    } else wire.only((flow) => !hers(flow))

    await test.step('meanwhile the others go on', async () => {
      if (announced) await expect(buyer.page.getByText(buyer.t('connection.reconnecting'))).toBeVisible()
      for (const n of [1, 2, 3]) await say(studio, `Meanwhile ${n}: ${title}.`)
      await expect(studio.page.getByRole('log')).toContainText(`Meanwhile 3: ${title}.`)
      await expect(buyer.page.getByRole('log')).not.toContainText(`Meanwhile 1: ${title}.`)
      // The network is away as long as this lasts, and not until something happens.
      await expect.poll(() => Date.now() - left, { intervals: [50], timeout: 2 * away }).toBeGreaterThanOrEqual(away)
    })

    const returned = Date.now()
    wire.only(() => true)
    if (announced) await buyer.context.setOffline(false)
    const [atBuyer, atStudio, chat] = await Promise.all([
      back(buyer, returned),
      back(studio, returned),
      expect(buyer.page.getByRole('log')).toContainText(`Meanwhile 3: ${title}.`, { timeout: 30_000 }).then(() => Date.now() - returned),
    ])
    console.log(`${title}: away ${returned - left} ms; pictures and sound back after ${atBuyer} ms (hers to the others ${atStudio} ms), chat after ${chat} ms`)

    await test.step('nothing is missing and nothing twice', async () => {
      for (const n of [1, 2, 3]) {
        await expect(buyer.page.getByRole('log').getByText(`Meanwhile ${n}: ${title}.`)).toHaveCount(1)
        expect(toBuyer.filter(({ type, text }) => type === 'chat' && text === `Meanwhile ${n}: ${title}.`)).toHaveLength(1)
      }
      await say(buyer, `Back: ${title}.`)
      await expect(studio.page.getByRole('log').getByText(`Back: ${title}.`)).toHaveCount(1)
    })
    await test.step('nobody saw the seat empty', async () => {
      expect(seats() - seatsBefore).toBe(0)
      expect(toBuyer.filter(({ type, resumed }) => type === 'joined' && !resumed), 'the room was entered once').toHaveLength(1)
      if (announced) expect(toBuyer.filter(({ type, resumed }) => type === 'resumed' || (type === 'joined' && resumed))).toHaveLength(1)
    })
    await Promise.all([moves(studio.page, buyerName), moves(buyer.page, studioName)])
    expect(Math.max(atBuyer, atStudio)).toBeLessThanOrEqual(soon)
  })
}
