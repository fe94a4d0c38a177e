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

test('a line is reported, its writer kept out and let in again; a stream gets a key', async ({ visit }) => {
  test.setTimeout(180_000)
  const host = await visit('organizer', { as: 'organizer', language: 'en', locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
  await enter(host)
  const guest = await visit('buyer', { as: 'buyer', language: 'en', locale: 'en-GB', timezoneId: 'Europe/Berlin' })
  await enter(guest)
  const types = async ({ page, t }: Visitor, line: string) => {
    const input = page.getByRole('textbox', { name: t('room.say') })
    await input.fill(line)
    await input.press('Enter')
  }
  const opens = ({ page, t }: Visitor, tab: string) => page.locator('aside').getByRole('button', { name: new RegExp(`^${t(`${tab}.title`)}`) }).click()
  const menu = ({ page }: Visitor, words: string) => page.getByRole('log').getByRole('listitem').filter({ hasText: words })

  const reports = async (who: Visitor, words: string, reason: string) => {
    const line = menu(who, words)
    await line.locator('summary').click()
    await line.getByRole('textbox').fill(reason)
    await line.getByRole('button', { name: who.t('people.report') }).click()
    await expect(who.page.getByText(who.t('people.reportSent'))).toBeVisible()
    await line.locator('summary').click()
  }

  await test.step('anybody reports a line', async () => {
    await types(host, '/slowmode off')
    await types(host, 'The masters are in the lobby.')
    await types(guest, 'Cheap tickets at the door!')
    await reports(guest, 'The masters are in the lobby.', 'This is not so.')
    // Whoever is reported is not told of it, so the list of the host is as it was until something else comes in.
    await reports(host, 'Cheap tickets at the door!', 'Sells in the chat.')
  })
  await test.step('those who keep order read it and deal with it', async () => {
    await opens(host, 'order')
    const report = host.page.getByRole('listitem').filter({ hasText: 'This is not so.' })
    await expect(host.page.getByRole('listitem').filter({ hasText: 'Sells in the chat.' })).toBeVisible()
    await expect(report).toContainText('The masters are in the lobby.')
    await report.getByRole('textbox').fill('Asked, and it is so')
    await report.getByRole('button', { name: host.t('order.resolve') }).click()
    await expect(report).toBeHidden()
  })
  await test.step('a key is shown once, renewed and revoked', async () => {
    await opens(host, 'streams')
    await host.page.getByRole('textbox', { name: host.t('streams.name') }).fill('Kiln camera')
    await host.page.getByRole('button', { name: host.t('streams.make') }).click()
    const secret = host.page.getByRole('region', { name: host.t('streams.keyOf', { name: 'Kiln camera' }) })
    const key = secret.getByText(/^fgk_/)
    const first = await key.textContent()
    await expect(secret.getByText(new RegExp(`/api/v1/rooms/${room}/whip$`))).toBeVisible()
    await host.page.getByRole('button', { name: host.t('streams.rotateOf', { name: 'Kiln camera' }) }).click()
    await expect(key).not.toHaveText(first ?? '')
    await host.page.getByRole('button', { name: host.t('streams.revokeOf', { name: 'Kiln camera' }) }).click()
    await expect(secret).toBeHidden()
  })
  await test.step('the chat is a file', async () => {
    await host.page.locator('aside').getByRole('button', { name: host.t('room.chat'), exact: true }).click()
    const file = host.page.waitForEvent('download')
    await host.page.getByRole('link', { name: host.t('chat.saveAs', { format: 'JSONL' }) }).click()
    expect((await file).suggestedFilename()).toContain('.jsonl')
  })
  await test.step('whoever is kept out of the chat’s menu is out until it is lifted', async () => {
    const line = menu(host, 'Cheap tickets at the door!')
    await line.locator('summary').click()
    await line.getByRole('button', { name: host.t('people.ban') }).click()
    await expect(guest.page.getByText(guest.t('room.ended.removed'))).toBeVisible()
    await opens(host, 'order')
    await host.page.getByRole('listitem').filter({ hasText: 'Katrin Brandhorst' }).getByText(host.t('order.lift'), { exact: true }).click()
    await expect(host.page.getByText(host.t('order.noBans'))).toBeVisible()
    await enter(guest)
  })
})
