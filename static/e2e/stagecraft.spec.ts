import { expect, test, type Visitor } from './fair'

const room = 'room_kiln'

async function enter({ page, t }: Visitor) {
  await page.goto(`/rooms/${room}`)
  await page.getByRole('button', { name: t('test.enter'), exact: true }).click()
  await expect(page.getByRole('toolbar')).toBeVisible()
}

test('a host asks, divides and calls back by typing; the audience votes, asks and is moved', async ({ visit }) => {
  test.setTimeout(180_000)
  const host = await visit('organizer', { as: 'organizer', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
  await host.page.goto(`/rooms/${room}`)
  await host.page.getByRole('button', { name: host.t('test.cameraOn') }).click()
  await enter(host)
  const guest = await visit('buyer', { as: 'buyer', language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin' })
  await enter(guest)
  const types = async (line: string) => {
    const input = host.page.getByRole('textbox', { name: host.t('room.say') })
    await input.fill(line)
    await input.press('Enter')
  }
  const opens = ({ page, t }: Visitor, tab: string) => page.locator('aside').getByRole('button', { name: new RegExp(`^${t(`${tab}.title`)}`) }).click()

  await test.step('a poll', async () => {
    await types('/poll Which day suits you? | Thursday | Friday')
    await opens(guest, 'polls')
    const poll = guest.page.getByRole('group', { name: 'Which day suits you?' })
    await poll.getByRole('radio', { name: 'Friday' }).check()
    await poll.getByRole('button', { name: guest.t('polls.vote') }).click()
    await expect(poll).toContainText('100%')
    await opens(host, 'polls')
    await expect(host.page.getByRole('group', { name: 'Which day suits you?' })).toContainText(host.t('polls.cast_one', { count: 1 }))
  })
  await test.step('a question', async () => {
    await opens(guest, 'questions')
    await guest.page.getByRole('textbox', { name: guest.t('questions.yours') }).fill('Who keeps the masters?')
    await guest.page.getByRole('button', { name: guest.t('questions.ask'), exact: true }).click()
    await opens(host, 'questions')
    const asked = host.page.getByRole('listitem').filter({ hasText: 'Who keeps the masters?' })
    await asked.getByRole('button', { name: host.t('questions.to.answering') }).click()
    await expect(guest.page.getByRole('listitem').filter({ hasText: 'Who keeps the masters?' })).toContainText(guest.t('questions.state.answering'))
  })
  await test.step('breakouts and the way back', async () => {
    await types('/breakouts 1 10')
    const banner = guest.page.getByText(guest.t('breakouts.youIn', { name: guest.t('breakouts.name', { n: 1 }) }))
    await expect(banner).toBeVisible()
    await types('/recall')
    await expect(banner).toBeHidden()
  })
  await test.step('a voice note', async () => {
    await guest.page.getByRole('button', { name: guest.t('note.record') }).click()
    await guest.page.waitForTimeout(1_500)
    await guest.page.getByRole('button', { name: guest.t('note.send') }).click()
    await host.page.locator('aside').getByRole('button', { name: host.t('room.chat'), exact: true }).click()
    const note = host.page.getByLabel(host.t('chat.note', { name: 'Katrin Brandhorst' }))
    await expect(note).toBeVisible()
    await note.evaluate((sound: HTMLAudioElement) => sound.play())
    await expect.poll(() => note.evaluate((sound: HTMLAudioElement) => sound.currentTime), { message: 'the note plays' }).toBeGreaterThan(0)
  })
  await test.step('slow mode is told', async () => {
    await types('/slowmode 30')
    await guest.page.locator('aside').getByRole('button', { name: guest.t('room.chat'), exact: true }).click()
    await expect(guest.page.getByText(guest.t('chat.slow_other', { count: 30 }))).toBeVisible()
  })
})
