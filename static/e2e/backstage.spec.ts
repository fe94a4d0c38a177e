import type { Page } from '@playwright/test'
import { expect, type Fair, type Visitor, type Who } from './fair'
import { flows, moves, received, ways } from './peers'
import { test } from './wire'

const deal = 'deal_saltlantern'
const dealTitle = 'The Salt Lantern'
const buyerName = 'Katrin Brandhorst'
const studioName = 'Dai Zhuoran'

type Session = { room?: string; starts: string; ends: string }
type Deal = { v: number; current: number; versions: { n: number; hash: string }[]; wall: { mine: boolean } }
type Me = { exhibition: string; person: { id: string } }

/** Runs in the page before its scripts: the screen that is shared is a slide with a number, and the next one when a test says so. */
function slidesForScreen() {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: 960, height: 540 })
  const context = canvas.getContext('2d')
  let slide = 1
  const draw = () => {
    if (!context) return
    Object.assign(context, { fillStyle: ['#f6efe0', '#24525c', '#a8432f'][slide % 3], font: '200px serif' })
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.fillStyle = slide % 3 === 0 ? '#10202a' : '#fff8ea'
    context.fillText(`No. ${slide}`, 200, 340)
  }
  setInterval(draw, 200)
  Object.assign(globalThis, { fairgroundNextSlide: () => slide++ })
  navigator.mediaDevices.getDisplayMedia = () => Promise.resolve(canvas.captureStream(5))
}

const nextSlide = (page: Page) => page.evaluate(() => (globalThis as typeof globalThis & { fairgroundNextSlide?: () => void }).fairgroundNextSlide?.())

const idOf = async (fair: Fair, who: Who) => (await fair.read<Me>(who, '/api/v1/me')).person.id

/** Puts the signing of the deal into the programme, now, on a stage that nobody else has at this hour. Both sides have agreed by then. */
async function callCeremony(fair: Fair): Promise<string> {
  const { exhibition } = await fair.read<Me>('organizer', '/api/v1/me')
  const { items: sessions } = await fair.read<{ items: Session[] }>('organizer', `/api/v1/exhibitions/${exhibition}/sessions`)
  const { items: rooms } = await fair.read<{ items: { id: string; kind: string }[] }>('organizer', `/api/v1/rooms?exhibition=${exhibition}`)
  const [begins, hour] = [Math.floor(Date.now() / 300_000) * 300_000, 3_600_000]
  const taken = new Set(sessions.filter(({ starts, ends }) => Date.parse(ends) > begins - hour && Date.parse(starts) < begins + 2 * hour).map(({ room }) => room))
  const room = rooms.find(({ id, kind }) => kind === 'stage' && !taken.has(id))?.id ?? ''
  for (const who of ['exhibitor', 'buyer'] as const) {
    const { v, current, versions } = await fair.read<Deal>(who, `/api/v1/deals/${deal}`)
    await fair.change(who, 'POST', `/api/v1/deals/${deal}/accept`, { hash: versions.find(({ n }) => n === current)?.hash }, v)
    const agreed = await fair.read<Deal>(who, `/api/v1/deals/${deal}`)
    if (!agreed.wall.mine) await fair.change(who, 'PUT', `/api/v1/deals/${deal}/wall`, { show: true }, agreed.v)
  }
  await fair.change('organizer', 'POST', `/api/v1/exhibitions/${exhibition}/sessions`, {
    title: { en: 'The Salt Lantern is signed', 'zh-Hans': '《盐灯》签约' }, room, kind: 'ceremony', deal, state: 'scheduled', languages: ['en'],
    starts: new Date(begins).toISOString(), ends: new Date(begins + hour / 2).toISOString(),
    speakers: [{ person: await idOf(fair, 'exhibitor'), name: studioName }, { person: await idOf(fair, 'buyer'), name: buyerName }],
  })
  return room
}

async function types({ page, t }: Visitor, line: string) {
  const input = page.getByRole('textbox', { name: t('room.say') })
  await input.fill(line)
  await input.press('Enter')
}

const opens = ({ page, t }: Visitor, panel: string) => page.locator('aside').getByRole('button', { name: t(panel), exact: true }).click()
const faceOf = ({ page }: Visitor, name: string) => page.locator('figure').filter({ hasText: name })
const banner = ({ page, t }: Visitor, words: string) => page.locator('header').getByRole('status').filter({ hasText: t(words) })

test('a speaker waits backstage and comes on air; a deal is signed before the audience; a thin line gets slides, then voices', async ({ fair, wire, visit }) => {
  test.setTimeout(240_000)
  const room = await callCeremony(fair)
  const host = await visit('organizer', { as: 'organizer', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
  const studio = await visit('exhibitor', { as: 'exhibitor', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
  const buyer = await visit('buyer', { as: 'buyer', language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin' })
  const guest = await visit('interpreter', { as: 'interpreter', language: 'zh-Hans', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  await studio.context.addInitScript(slidesForScreen)

  await test.step('everybody comes in; one only has a camera on', async () => {
    for (const one of [host, buyer]) {
      await one.page.goto(`/rooms/${room}`)
      await one.page.getByRole('button', { name: one.t('test.cameraOn') }).click()
      await one.page.getByRole('button', { name: one.t('test.micOn') }).click()
      await one.page.getByRole('button', { name: one.t('test.enter'), exact: true }).click()
    }
    await guest.page.goto(`/rooms/${room}`)
    await guest.page.getByRole('button', { name: guest.t('test.enter'), exact: true }).click()
    await studio.page.goto(`/rooms/${room}`)
    await expect(studio.page.getByRole('button', { name: studio.t('test.cameraOn') })).toBeVisible()
    await studio.page.getByRole('button', { name: studio.t('test.enter'), exact: true }).click()
    await expect(studio.page.getByRole('toolbar')).toBeVisible()
    await expect(guest.page.getByRole('toolbar')).toBeVisible()
  })
  await test.step('speakers begin backstage, and see each other there', async () => {
    for (const one of [studio, buyer]) await expect(banner(one, 'stage.youBackstage')).toBeVisible()
    await moves(buyer.page, studioName)
    await flows(buyer.page)
  })
  await test.step('the audience neither sees nor hears them', async () => {
    await expect(faceOf(guest, studioName)).toHaveCount(0)
    await expect(guest.page.locator('video')).toHaveCount(0)
    expect(await received(guest.page)).toMatchObject({ framesDecoded: 0, videoBytes: 0, audioBytes: 0 })
  })
  await test.step('the host brings them on air, and the audience sees a picture that moves', async () => {
    await host.page.getByText(host.t('room.people', { count: 4 })).click()
    for (const name of [studioName, buyerName]) {
      const row = host.page.getByRole('listitem').filter({ hasText: name })
      await row.getByText(host.t('people.acts'), { exact: true }).click()
      await row.getByRole('button', { name: host.t('people.onAir') }).click()
    }
    for (const one of [studio, buyer]) await expect(banner(one, 'stage.youBackstage')).toHaveCount(0)
    await moves(guest.page, studioName)
    await flows(guest.page)
  })

  await test.step('the audience sees what is going to be signed', async () => {
    await opens(guest, 'ceremony.title')
    const panel = guest.page.getByRole('group', { name: guest.t('ceremony.title'), exact: true })
    await expect(panel).toContainText(dealTitle)
    await expect(panel.getByText(guest.t('ceremony.waits'))).toHaveCount(2)
    await expect(panel.getByRole('button', { name: guest.t('ceremony.sign') })).toHaveCount(0)
  })
  await test.step('both sides sign on the stage, and the audience sees each seal as it is set', async () => {
    const panel = guest.page.getByRole('group', { name: guest.t('ceremony.title'), exact: true })
    for (const [one, waiting] of [[buyer, 1], [studio, 0]] as const) {
      await opens(one, 'ceremony.title')
      await one.page.getByRole('button', { name: one.t('ceremony.sign') }).click()
      const paper = one.page.getByRole('dialog')
      await paper.getByRole('button', { name: one.t('deal.press') }).click()
      await expect(paper).toBeHidden()
      await expect(panel.getByText(guest.t('ceremony.waits'))).toHaveCount(waiting)
    }
    await expect(panel).toContainText(guest.t('ceremony.done'))
    for (const name of [buyerName, studioName]) await expect(panel).toContainText(name)
    await expect(host.page.getByText(host.t('room.people', { count: 4 })), 'nobody was thrown out').toBeVisible()
    const wall = await fair.read<{ items: { title: string }[] }>('buyer', `/api/v1/exhibitions/${(await fair.read<Me>('buyer', '/api/v1/me')).exhibition}/deal-wall`)
    expect(wall.items.some(({ title }) => title.startsWith(dealTitle)), 'it stands on the wall').toBe(true)
  })

  await test.step('slides as images: the pictures stop, and each slide that is shown comes as one', async () => {
    await types(guest, '/quality slides')
    await expect(banner(guest, 'ladder.told.slides')).toBeVisible()
    await expect(guest.page.locator('video')).toHaveCount(0)
    await studio.page.getByRole('button', { name: studio.t('room.screenOn') }).click()
    const slide = guest.page.getByRole('img', { name: guest.t('room.screenOf', { name: '' }).trim() })
    await expect(slide).toBeVisible()
    const first = await slide.getAttribute('src')
    expect(await slide.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(400)
    await nextSlide(studio.page)
    await expect(slide).not.toHaveAttribute('src', first ?? '')
    const before = await received(guest.page)
    await guest.page.waitForTimeout(1_000)
    const after = await received(guest.page)
    expect({ pictures: after.framesDecoded - before.framesDecoded, sound: after.audioPackets > before.audioPackets }).toEqual({ pictures: 0, sound: true })
  })
  await test.step('voices only: no image either, and the sound goes on', async () => {
    await types(guest, '/quality audio')
    await expect(banner(guest, 'ladder.told.audio')).toBeVisible()
    await expect(guest.page.locator('figure img, video')).toHaveCount(0)
    await expect(faceOf(guest, studioName).filter({ hasText: guest.t('stage.pictureOff') })).toHaveCount(2)
    const before = await received(guest.page)
    await guest.page.waitForTimeout(1_000)
    const after = await received(guest.page)
    expect({ pictures: after.framesDecoded - before.framesDecoded, sound: after.audioPackets > before.audioPackets }).toEqual({ pictures: 0, sound: true })
  })
  await test.step('and back to everything', async () => {
    await types(guest, '/quality video')
    for (const picture of ['figure[data-screen] video', 'figure:not([data-screen]) video']) {
      const at = () => guest.page.locator(picture).evaluate(({ videoWidth, currentTime }: HTMLVideoElement) => videoWidth > 0 && currentTime).catch(() => 0)
      await expect.poll(at, { message: 'the picture of a screen and a face move again', timeout: 30_000 }).toBeGreaterThan(0)
    }
    // What is chosen by hand stays until it is taken back.
    await expect(banner(guest, 'ladder.told.video')).toContainText(guest.t('ladder.why.chosen'))
    await flows(guest.page)
  })
  await test.step('another camera and microphone without leaving', async () => {
    const sent = () => studio.page.evaluate(() => {
      const peers = (globalThis as typeof globalThis & { fairgroundPeers?: RTCPeerConnection[] }).fairgroundPeers ?? []
      return peers.flatMap((peer) => peer.getSenders()).map(({ track }) => track?.getSettings().deviceId).filter(Boolean)
    })
    await studio.page.getByRole('button', { name: studio.t('room.settings') }).click()
    const settings = studio.page.getByRole('dialog', { name: studio.t('settings.title') })
    for (const kind of ['videoinput', 'audioinput'] as const) {
      const choice = settings.getByRole('combobox', { name: studio.t(`settings.device.${kind}`) })
      await expect(choice).toBeVisible()
      const others = await choice.locator('option:not(:checked)').evaluateAll((options: HTMLOptionElement[]) => options.map(({ value }) => value))
      const other = others.at(-1) ?? ''
      await choice.selectOption(other)
      await expect(choice).toHaveValue(other)
      await expect.poll(sent, { message: `the other ${kind} is sent` }).toContain(other)
    }
    await studio.page.keyboard.press('Escape')
    await flows(guest.page)
  })
  await test.step('the room in a small window', async () => {
    const opened = guest.context.waitForEvent('page')
    await guest.page.getByRole('button', { name: guest.t('room.window') }).click()
    const small = await opened
    const shown = small.locator('video')
    await expect.poll(() => shown.evaluate(({ videoWidth, currentTime }: HTMLVideoElement) => videoWidth > 0 && currentTime).catch(() => 0), { message: 'the small window shows a picture that moves' }).toBeGreaterThan(0)
    const [picture, name, button] = await Promise.all([shown, small.getByText(studioName), small.getByRole('button')].map((one) => one.boundingBox()))
    expect((picture?.y ?? 0) + (picture?.height ?? 0), 'the name stands below the picture, not on it').toBeLessThanOrEqual(name?.y ?? 0)
    expect((button?.y ?? 0) + (button?.height ?? 0), 'all of it fits').toBeLessThanOrEqual(await small.evaluate(() => innerHeight))
    if (process.env.LOOKS) await small.screenshot({ path: `${process.env.LOOKS}/small-window.png` })
    await small.close()
    await flows(guest.page)
  })
  await test.step('a line that loses much makes the room smaller by itself, and says why', async () => {
    await guest.page.locator('header').getByRole('button', { name: guest.t('ladder.auto') }).click()
    await expect(banner(guest, 'ladder.told.video')).toHaveCount(0)
    const hers = new Set((await ways(guest.page)).map(({ by }) => by))
    let packets = 0
    wire.only(({ over, service, by }) => over === 'tcp' || service !== 'media' || !hers.has(by) || ++packets % 5 < 3)
    await expect(banner(guest, 'ladder.why.loss')).toContainText(guest.t('ladder.told.audio'), { timeout: 30_000 })
    await expect(guest.page.locator('video')).toHaveCount(0)
    wire.only(() => true)
    await guest.page.locator('header').getByRole('button', { name: guest.t('ladder.video') }).click()
    const since = Date.now()
    await flows(guest.page)
    console.log(`pictures and sound are back ${Date.now() - since} ms after the line is`)
  })
})
