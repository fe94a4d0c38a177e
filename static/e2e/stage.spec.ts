import { expect, test } from './fair'
import { flows, moves } from './peers'

const room = 'room_kiln'
const host = 'Ye Wanqing'

test('one speaks on a stage, three watch, and a raised hand is seen', async ({ visit }) => {
  test.setTimeout(180_000)
  const speaker = await visit('organizer', { as: 'organizer', language: 'zh-Hans', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  await speaker.page.goto(`/rooms/${room}`)
  await expect(speaker.page.getByRole('button', { name: speaker.t('test.cameraOn') })).toBeVisible({ timeout: 30_000 })
  await speaker.page.getByRole('button', { name: speaker.t('test.enter'), exact: true }).click()
  await expect(speaker.page.getByRole('button', { name: speaker.t('room.cameraOff') })).toBeVisible()

  const audience = [
    await visit('buyer', { as: 'buyer', language: 'en', locale: 'en-US', timezoneId: 'Europe/Berlin' }),
    await visit('exhibitor', { as: 'exhibitor', language: 'zh-Hans', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }),
    await visit('interpreter', { as: 'interpreter', language: 'zh-Hans', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }),
  ]
  for (const { page, t } of audience) {
    await page.goto(`/rooms/${room}`)
    await page.getByRole('button', { name: t('test.enter'), exact: true }).click()
  }
  await test.step('pictures and sound reach all three', async () => {
    await Promise.all(audience.map(({ page }) => moves(page, host)))
    await Promise.all(audience.map(({ page }) => flows(page)))
  })
  await test.step('those who watch cannot send', async () => {
    for (const { page, t } of audience) await expect(page.getByRole('button', { name: t('room.cameraOn') })).toHaveCount(0)
  })
  await test.step('the host sees who wants to speak', async () => {
    const [asking] = audience
    await asking?.page.getByRole('button', { name: asking.t('room.handUp') }).click()
    await speaker.page.getByText(speaker.t('room.people', { count: 4 })).click()
    const row = speaker.page.getByRole('listitem').filter({ hasText: 'Katrin Brandhorst' })
    await expect(row).toContainText(speaker.t('room.wantsToSpeak', { place: 1 }))
  })
  await test.step('when the speaker leaves, the picture goes', async () => {
    await speaker.page.getByRole('button', { name: speaker.t('room.leave') }).click()
    for (const { page } of audience) await expect(page.locator('figure').filter({ hasText: host })).toHaveCount(0)
  })
})
