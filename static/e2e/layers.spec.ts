import { expect, test } from './fair'
import { reports } from './peers'

const room = 'room_kiln'
const host = 'Ye Wanqing'

test('everybody gets the size they look at, and what nobody looks at is not sent', async ({ visit }) => {
  test.setTimeout(240_000)
  const speaker = await visit('organizer', { as: 'organizer', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
  await speaker.page.goto(`/rooms/${room}`)
  await expect(speaker.page.getByRole('button', { name: speaker.t('test.cameraOn') })).toBeVisible({ timeout: 30_000 })
  await speaker.page.getByRole('button', { name: speaker.t('test.enter'), exact: true }).click()
  await expect(speaker.page.getByRole('button', { name: speaker.t('room.cameraOff') })).toBeVisible()

  const desk = await visit('buyer', { as: 'buyer', language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin', viewport: { width: 1600, height: 1000 } })
  const phone = await visit('exhibitor', { as: 'exhibitor', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai', viewport: { width: 320, height: 700 } })
  for (const { page, t } of [desk, phone]) {
    await page.goto(`/rooms/${room}`)
    await page.getByRole('button', { name: t('test.enter'), exact: true }).click()
  }
  const width = (page: typeof desk.page) =>
    page
      .locator('figure')
      .filter({ hasText: host })
      .locator('video')
      .evaluate((video: HTMLVideoElement) => video.videoWidth)
      .catch(() => 0)
  const becomes = (page: typeof desk.page, wanted: number[], what: string) => expect.poll(async () => wanted.includes(await width(page)) || width(page), { message: what, timeout: 60_000 }).toBe(true)
  /** The widths of the layers that go out now. */
  const sent = async () => {
    const count = async () =>
      (await speaker.page.evaluate(reports)).flatMap(({ stats }) => stats.filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video').map(({ rid, framesSent }) => [String(rid), Number(framesSent ?? 0)] as const))
    const before = new Map(await count())
    await speaker.page.waitForTimeout(2_000)
    return (await count()).filter(([rid, frames]) => frames > (before.get(rid) ?? 0)).map(([rid]) => rid).sort()
  }

  await test.step('a large window gets the large picture, a small one the small picture', async () => {
    await becomes(desk.page, [1280], 'the large picture')
    await becomes(phone.page, [320, 640], 'a small picture')
  })
  await test.step('a window made small gets less, and the large picture is sent no more', async () => {
    await desk.page.setViewportSize({ width: 320, height: 700 })
    await becomes(desk.page, [320, 640], 'a small picture')
    await expect.poll(sent, { message: 'the large layer rests', timeout: 60_000 }).not.toContain('f')
  })
  await test.step('made large again, it gets the large picture back', async () => {
    await desk.page.setViewportSize({ width: 1600, height: 1000 })
    await becomes(desk.page, [1280], 'the large picture')
    expect(await sent()).toContain('f')
  })
  await test.step('by hand one gets voices only, and is told', async () => {
    const line = desk.page.getByRole('textbox', { name: desk.t('room.say') })
    await line.fill('/quality audio')
    await line.press('Enter')
    await expect(desk.page.getByText(desk.t('ladder.told.audio'))).toBeVisible()
    await expect(desk.page.locator('figure').filter({ hasText: host }).locator('video')).toHaveCount(0)
    await desk.page.getByRole('button', { name: desk.t('ladder.auto') }).click()
  })
})
