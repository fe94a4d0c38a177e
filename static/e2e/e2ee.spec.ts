import { expect, test, type Visitor } from './fair'
import { flows, moves, received } from './peers'

const room = 'room_kiln'
const host = 'Ye Wanqing'

async function enter({ page, t }: Visitor, key?: string) {
  await page.goto(`/rooms/${room}${key ? `#key=${key}` : ''}`)
  await page.getByRole('button', { name: t('test.enter'), exact: true }).click()
  await expect(page.getByRole('toolbar')).toBeVisible()
}

test('only those with the key see and hear; the server forwards what it cannot read', async ({ visit }) => {
  test.setTimeout(240_000)
  const speaker = await visit('organizer', { as: 'organizer', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
  await speaker.page.goto(`/rooms/${room}`)
  await expect(speaker.page.getByRole('button', { name: speaker.t('test.cameraOn') })).toBeVisible({ timeout: 30_000 })
  await speaker.page.getByText(speaker.t('sealed.title')).click()
  await speaker.page.getByRole('button', { name: speaker.t('sealed.fresh') }).click()
  const key = await speaker.page.getByLabel(speaker.t('sealed.key')).inputValue()
  expect(key).toMatch(/^[\w-]{22}$/)
  await speaker.page.getByRole('button', { name: speaker.t('test.enter'), exact: true }).click()
  await expect(speaker.page.getByText(speaker.t('sealed.on'))).toBeVisible()
  await expect(speaker.page.getByRole('button', { name: speaker.t('room.cameraOff') })).toBeVisible()

  const friend = await visit('buyer', { as: 'buyer', language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin' })
  await enter(friend, key)
  await test.step('who has the key sees the picture move and hears', async () => {
    await moves(friend.page, host)
    await flows(friend.page)
  })
  const stranger = await visit('exhibitor', { as: 'exhibitor', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
  await enter(stranger, 'another-key')
  await test.step('who has another key gets packets, no picture, and is told why', async () => {
    await expect.poll(async () => (await received(stranger.page)).videoBytes, { timeout: 60_000 }).toBeGreaterThan(20_000)
    await expect(stranger.page.getByText(stranger.t('sealed.wrong'))).toBeVisible({ timeout: 30_000 })
    expect((await received(stranger.page)).framesDecoded).toBe(0)
  })
  await test.step('without encryption the same people see each other again', async () => {
    await speaker.page.getByRole('button', { name: speaker.t('room.leave') }).click()
    await speaker.page.goto(`/rooms/${room}`)
    await expect(speaker.page.getByRole('button', { name: speaker.t('test.cameraOn') })).toBeVisible({ timeout: 30_000 })
    await speaker.page.getByRole('button', { name: speaker.t('test.enter'), exact: true }).click()
    await stranger.page.goto('/lobby')
    await enter(stranger)
    await moves(stranger.page, host)
  })
})
